package dev.nodecert.operator.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountingPodsTest {

  private static final RefreshMark MARK = new RefreshMark("e4fae43bc85f7055");

  private static List<Pod> pods() throws IOException {
    try (var stream = MountingPodsTest.class.getResourceAsStream("/fixtures/refresh/pods.yaml")) {
      Collection<?> pods = new KubernetesSerialization().unmarshal(stream);
      return pods.stream().map(Pod.class::cast).toList();
    }
  }

  @Test
  void thoseWithALivingMountThatBearAnotherMarkOrNone() throws IOException {
    assertThat(MountingPods.of(pods(), "pve1-tls", MARK))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("by-volume", "by-projection", "by-sidecar", "starting");
  }

  @Test
  void thoseOfAnotherSecretAreOthers() throws IOException {
    assertThat(MountingPods.of(pods(), "pve1-tls-2", MARK))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("another-secret");
    assertThat(MountingPods.of(pods(), "nobodys", MARK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "E4:FA:E4:3B:C8:5F:70:55:E9:03, e4fae43bc85f7055",
    "E4:FA, e4fa",
  })
  void theMarkIsTheBeginningOfTheFingerprint(String fingerprint, String value) {
    assertThat(RefreshMark.of(fingerprint)).isEqualTo(new RefreshMark(value));
  }
}
