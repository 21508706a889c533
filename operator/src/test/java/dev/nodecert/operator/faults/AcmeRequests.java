package dev.nodecert.operator.faults;

import dev.nodecert.testenv.ProxiedRequest;
import java.util.Optional;

/** What is asked of Pebble, by the first part of its paths. */
final class AcmeRequests {

  static final String NEW_ORDER = "POST order-plz";
  static final String REVOKE = "POST revoke-cert";
  static final String AUTHORIZATION = "POST authZ";

  private AcmeRequests() {}

  static Optional<String> name(ProxiedRequest request) {
    return Optional.of(request.method() + " " + request.path().split("/", 3)[1]);
  }
}
