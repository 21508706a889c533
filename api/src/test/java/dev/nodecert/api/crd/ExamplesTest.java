package dev.nodecert.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples fit together: what one of them names is in it. */
class ExamplesTest {

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void pluginsAreThere(Example example) {
    assertThat(example.names("AcmePlugin"))
        .containsAll(example.references("NodeCertificate", "pluginRef"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void credentialsAreThere(Example example) {
    assertThat(example.names("Secret"))
        .containsAll(example.references("AcmePlugin", "credentialsSecretRef"))
        .containsAll(example.references("AcmePlugin", "secretRef"))
        .containsAll(example.references("AcmeAccount", "hmacKeySecretRef"));
  }

  /** A pruned Namespace takes accounts' keys, or Secrets that proxies serve from, with it. */
  @ParameterizedTest
  @MethodSource("examples")
  void noSyncPrunesANamespace(Example example) {
    if (example.toString().matches("(flux|gitops)/.*")) {
      assertThat(example.ofKind("Namespace"))
          .allSatisfy(namespace ->
              assertThat(namespace.at("/metadata/annotations/kustomize.toolkit.fluxcd.io~1prune"))
                  .hasToString("\"disabled\""));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void credentialsMayBeReadByTheOperator(Example example) {
    assertThat(example.ofKind("Secret"))
        .extracting(
            secret -> secret.at("/metadata/namespace").asText(),
            secret -> secret.at("/metadata/labels/nodecert.dev~1allow-read").asText())
        .allSatisfy(consent -> assertThat(consent.toList()).isEqualTo(List.of("nodecert", "true")));
  }
}
