package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestEnvironment
@Timeout(60)
class BodyTimeoutIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final TestAuthority authority = TestAuthority.create("test-body-timeout");
  @TempDir private Path folder = Path.of("set by JUnit");

  private KubernetesClient client(FaultProxy proxy, Cluster cluster) throws Exception {
    var file =
        Files.writeString(folder.resolve("kubeconfig"), proxy.kubeconfig(cluster, authority));
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(file.toFile()))
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(BodyTimeout.NAME, new BodyTimeout(TIMEOUT)))
        .build();
  }

  private FaultProxy proxyBefore(Cluster cluster) {
    return FaultProxy.start(Upstream.of(cluster), authority.issue("127.0.0.1"), () -> {});
  }

  @Test
  void aBodyThatStallsIsNotWaitedForForEver(Cluster cluster) throws Exception {
    try (var proxy = proxyBefore(cluster);
        var client = client(proxy, cluster)) {
      proxy.follow(_ -> Optional.of(Fault.STALLED_BODY));

      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> client.namespaces().withName("default").get());
    }
  }

  @Test
  void aWatchOutlivesIt(Cluster cluster, TestNamespace namespace) throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    try (var proxy = proxyBefore(cluster);
        var client = client(proxy, cluster);
        var informer =
            client.configMaps().inNamespace(namespace.name()).inform(new Names(seen), 0)) {
      await().pollDelay(TIMEOUT.multipliedBy(2)).until(informer::isWatching);

      namespace
          .client()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace.name())
                  .withName("late")
                  .endMetadata()
                  .build())
          .create();

      await().untilAsserted(() -> assertThat(seen).contains("late"));
    }
  }

  private record Names(List<String> seen) implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap map) {
      seen.add(map.getMetadata().getName());
    }

    @Override
    public void onUpdate(ConfigMap former, ConfigMap map) {
      // Only new ones are waited for.
    }

    @Override
    public void onDelete(ConfigMap map, boolean stateUnknown) {
      // Only new ones are waited for.
    }
  }
}
