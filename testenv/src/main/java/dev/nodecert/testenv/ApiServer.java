package dev.nodecert.testenv;

import java.net.URI;
import java.time.Duration;

/** An API server that was started here. */
record ApiServer(ChildProcess process, URI url, TestAuthority authority, ControlPlane.User admin) {

  static final String READY = "/readyz";

  private static final Duration START = Duration.ofSeconds(60);

  /** Waits until it answers 200 to a request for that path. */
  void awaitAnswer(String path) {
    var uri = url.resolve(path);
    try (var http = Http.authorized(authority, admin.token())) {
      process.awaitReady(START, () -> http.answers(200, uri));
    }
  }
}
