package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountKeysTest {

  /** The hashes are those of {@code printf %s <directory> | sha256sum | cut -c -8}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | {}                   | https://ca.example.com/directory | acme-default-84b92c5c",
        "other   | {}                   | https://ca.example.com/directory | acme-other-84b92c5c  ",
        "default | {}                   | https://ca.example.org/directory | acme-default-d9969daf",
        "default | {algorithm: RSA}     | https://ca.example.com/directory | acme-default-84b92c5c",
        "default | {secretName: my-key} | https://ca.example.com/directory | my-key         ",
      })
  void aKeysSecretIsNamedByTheSpecOrElseByTheAccountAndItsDirectory(
      String name, String privateKey, URI directory, String secretName) {
    assertThat(AccountKeys.secretName(account(name, privateKey), directory)).isEqualTo(secretName);
  }

  private static AcmeAccount account(String name, String privateKey) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: AcmeAccount
        metadata: {name: %s}
        spec: {directory: "https://ignored.example.com", privateKey: %s, allow: [{namespaces: ["*"]}]}
        """
            .formatted(name, privateKey),
        AcmeAccount.class);
  }
}
