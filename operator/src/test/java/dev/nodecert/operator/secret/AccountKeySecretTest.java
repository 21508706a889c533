package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountKeySecretTest {

  private static final Optional<String> DIRECTORY = Optional.of("https://ca.example.com/directory");
  private static final Optional<String> TERMS = Optional.of("https://ca.example.com/terms");

  private final PrivateKeyPair key = new KeyType.Ecdsa(256).generate();

  @Test
  void whatIsWrittenIsReadAgain() throws MalformedPemException {
    var read = AccountKeySecret.of(secret(DIRECTORY, TERMS));

    assertThat(read.key().keyPair().getPrivate()).isEqualTo(key.keyPair().getPrivate());
    assertThat(read.directory()).isEqualTo(DIRECTORY);
    assertThat(read.termsOfService()).isEqualTo(TERMS);
  }

  @Test
  void whatIsNotKnownIsNotWritten() throws MalformedPemException {
    var read = AccountKeySecret.of(secret(Optional.empty(), Optional.empty()));

    assertThat(read.directory()).isEmpty();
    assertThat(read.termsOfService()).isEmpty();
  }

  @Test
  void itIsMadeForTheAccountOfItsLabelAndForNoOther() {
    var secret = secret(DIRECTORY, TERMS);

    assertThat(secret.getMetadata().getLabels())
        .containsExactlyEntriesOf(Map.of("nodecert.dev/account-key", "default"));
    assertThat(AccountKeySecret.isMadeFor(secret, "default")).isTrue();
    assertThat(AccountKeySecret.isMadeFor(secret, "other")).isFalse();
    assertThat(AccountKeySecret.isMadeFor(unlabelled(secret), "default")).isFalse();
  }

  @Test
  void aSecretWithoutAKeyIsRefused() {
    var secret = secret(DIRECTORY, TERMS);
    secret.setData(null);

    assertThatExceptionOfType(MalformedPemException.class)
        .isThrownBy(() -> AccountKeySecret.of(secret))
        .withMessage("holds no private key in PEM");
  }

  private Secret secret(Optional<String> directory, Optional<String> terms) {
    return new AccountKeySecret(key, directory, terms)
        .toSecret("nodecert", "acme-default-1a2b3c4d", "default");
  }

  private static Secret unlabelled(Secret secret) {
    secret.getMetadata().setLabels(null);
    return secret;
  }
}
