package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {nodecert.dev/allow-read: "true"}                                   | true
          {nodecert.dev/allow-read: "true", app: proxy}                       | true
          {nodecert.dev/allow-read: "false"}                                  | false
          {nodecert.dev/allow-read: "yes"}                                    | false
          {app: proxy}                                                        | false
          {}                                                                  | false
          null                                                                | false
          {nodecert.dev/allow-read: "true", nodecert.dev/certificate: pve1}   | false
          {nodecert.dev/allow-read: "true", nodecert.dev/pending-key: pve1}   | false
          {nodecert.dev/allow-read: "true", nodecert.dev/account-key: default}| false
          {nodecert.dev/allow-read: "true", nodecert.dev/script-state: gandi} | false
          {nodecert.dev/allow-read: "true", nodecert.dev/cluster-ca: "true"}  | false
          """)
  void aSecretIsReadOnlyByItsLabelAndNeverWhenNodeCertMadeItItself(String labels, boolean given) {
    assertThat(Consent.isGiven(secretLabelled(labels))).isEqualTo(given);
  }

  private static Secret secretLabelled(String labels) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: eab
          labels: %s
        """
            .formatted(labels),
        Secret.class);
  }

  @Test
  void theCommandThatGivesConsentIsTold() {
    assertThat(Consent.command("nodecert", "eab"))
        .isEqualTo("kubectl label secret -n nodecert eab nodecert.dev/allow-read=true");
  }
}
