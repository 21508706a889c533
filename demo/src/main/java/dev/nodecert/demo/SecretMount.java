package dev.nodecert.demo;

import dev.nodecert.testenv.NginxProxy;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a kubelet and a pod do together: nginx has each version of the Secret that there is. */
final class SecretMount implements AutoCloseable {

  private final CompletableFuture<Void> served = new CompletableFuture<>();
  private final SharedIndexInformer<Secret> informer;

  /** Mounts a Secret, which need not be there yet. */
  SecretMount(Resource<Secret> secret, NginxProxy nginx) {
    this.informer = secret.inform(new Kubelet(nginx, served));
  }

  /** Waits until nginx serves the Secret's certificate. */
  void awaitServed(Duration patience) throws InterruptedException {
    try {
      served.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new DemoFailure("nginx does not serve the Secret: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new DemoFailure("The Secret was not there after %s.".formatted(patience), e);
    }
  }

  @Override
  public void close() {
    informer.close();
  }

  private record Kubelet(NginxProxy nginx, CompletableFuture<Void> served)
      implements ResourceEventHandler<Secret> {

    @Override
    public void onAdd(Secret secret) {
      try {
        nginx.serve(entry(secret, "tls.crt"), entry(secret, "tls.key"));
        served.complete(null);
      } catch (RuntimeException e) {
        served.completeExceptionally(e);
      }
    }

    private static String entry(Secret secret, String key) {
      var bytes = Base64.getDecoder().decode(secret.getData().getOrDefault(key, ""));
      return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public void onUpdate(Secret before, Secret secret) {
      onAdd(secret);
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
      // nginx keeps what it has until there is another.
    }
  }
}
