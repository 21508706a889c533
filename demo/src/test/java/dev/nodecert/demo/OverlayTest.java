package dev.nodecert.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private final Overlay overlay =
      new Overlay(
          Path.of("/project/examples/quickstart"), URI.create("https://127.0.0.1:14000/dir"), "");

  @Test
  void theQuickstartIsTheBaseByARelativePath() {
    assertThat(overlay.kustomization(Path.of("/project/demo/target/run/overlay")))
        .contains("resources:\n- ../../../../examples/quickstart\n");
  }

  @Test
  void theAccountGoesToTheLocalCA() {
    assertThat(overlay.kustomization(Path.of("/project/demo/target/run/overlay")))
        .contains("path: /spec/directory, value: \"https://127.0.0.1:14000/dir\"")
        .contains("path: /spec/caBundle, value: {configMapRef: {name: local-ca, key: ca.crt}}");
  }

  @Test
  void whatIsShownLeavesOutWhatNobodyReads() {
    var pem =
        """
          -----BEGIN CERTIFICATE-----
          MIIB
          -----END CERTIFICATE-----
        """;

    assertThat(Overlay.abridged(pem))
        .isEqualTo("  -----BEGIN CERTIFICATE----- … -----END CERTIFICATE-----\n");
  }
}
