package dev.nodecert.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends an answer of the API server whose body does not come to its end in time.
 *
 * <p>The client's own time-out ends with the headers: a server that stalls in a body would hold the
 * worker, and with it the object that is worked on, for ever.
 */
record BodyTimeout(Duration timeout) implements Interceptor {

  static final String NAME = "body-timeout";

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.body() instanceof AsyncBody body && !isWatch(request)) {
      var _ =
          body.done()
              .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  body.cancel();
                }
              });
    }
  }

  /** Its answer has no end. */
  private static boolean isWatch(HttpRequest request) {
    var query = request.uri().getQuery();
    return query != null && query.contains("watch=true");
  }
}
