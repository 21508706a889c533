package dev.nodecert.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;

/** Only the leader writes; what is written to its Lease tells for how long it leads. */
public record FencedRequests(LeaseFence fence) implements Interceptor {

  /** What it is registered as. */
  public static final String NAME = "lease-fence";

  private static final String LEASES = "/apis/coordination.k8s.io/";

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isForLease(request)) {
      fence.asking();
    } else if (isWrite(request)) {
      fence.require();
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (isForLease(request) && isWrite(request) && response.isSuccessful()) {
      fence.granted();
    }
  }

  private static boolean isForLease(HttpRequest request) {
    return request.uri().getPath().startsWith(LEASES);
  }

  private static boolean isWrite(HttpRequest request) {
    return !request.method().equals("GET");
  }
}
