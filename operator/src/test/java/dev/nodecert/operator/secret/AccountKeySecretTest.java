package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nodecert.operator.secret.AccountKeySecret.Successor;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeySecretTest {

  private static final Optional<String> DIRECTORY = Optional.of("https://ca.example.com/directory");
  private static final Optional<String> TERMS = Optional.of("https://ca.example.com/terms");

  private final PrivateKeyPair key = new KeyType.Ecdsa(256).generate();

  @Test
  void whatIsWrittenIsReadAgain() throws DamagedSecretException {
    var read = AccountKeySecret.of(secret(DIRECTORY, TERMS));

    assertThat(read.key().keyPair().getPrivate()).isEqualTo(key.keyPair().getPrivate());
    assertThat(read.directory()).isEqualTo(DIRECTORY);
    assertThat(read.termsOfService()).isEqualTo(TERMS);
  }

  @Test
  void whatIsNotKnownIsNotWritten() throws DamagedSecretException {
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
  void aSuccessorIsKeptBesideTheKeyUntilItTakesItsPlace() throws DamagedSecretException {
    var next = new KeyType.Rsa(2048).generate();
    var waiting =
        new AccountKeySecret(
            key, Optional.of(1), Optional.of(new Successor(next, 2)), DIRECTORY, TERMS);
    var secret = waiting.toSecret("nodecert", "acme-default-1a2b3c4d", "default");

    var read = AccountKeySecret.of(secret);
    assertThat(read.key().matches(key.publicKey())).isTrue();
    assertThat(read.version()).contains(1);
    assertThat(read.successor())
        .hasValueSatisfying(successor -> {
          assertThat(successor.key().matches(next.publicKey())).isTrue();
          assertThat(successor.version()).isEqualTo(2);
        });

    var promoted = AccountKeySecret.of(read.promoted().writtenTo(secret));
    assertThat(promoted.key().matches(next.publicKey())).isTrue();
    assertThat(promoted.version()).contains(2);
    assertThat(promoted.successor()).isEmpty();
    assertThat(promoted.termsOfService()).isEqualTo(TERMS);

    var dropped = AccountKeySecret.of(read.withoutSuccessor().writtenTo(secret));
    assertThat(dropped.key().matches(key.publicKey())).isTrue();
    assertThat(dropped.version()).contains(1);
    assertThat(dropped.successor()).isEmpty();
  }

  @Test
  void whatOthersAddedToTheSecretStays() {
    var secret = secret(DIRECTORY, TERMS);
    secret.getMetadata().setResourceVersion("7");
    secret.getMetadata().getLabels().put("example.com/backup", "true");
    secret.getMetadata().getAnnotations().put("example.com/note", "keep");
    secret.setData(new HashMap<>(secret.getData()));
    secret.getData().put("note", "a2VlcA==");

    var written = content(DIRECTORY, Optional.empty()).writtenTo(secret);

    assertThat(written.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(written.getMetadata().getLabels()).containsEntry("example.com/backup", "true");
    assertThat(written.getMetadata().getAnnotations())
        .containsEntry("example.com/note", "keep")
        .doesNotContainKey("nodecert.dev/terms-of-service");
    assertThat(written.getData()).containsEntry("note", "a2VlcA==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two", "0", "-1", "2147483648"})
  void aVersionThatIsNoneIsNotKnown(String version) throws DamagedSecretException {
    var secret = secret(DIRECTORY, TERMS);
    secret.getMetadata().getAnnotations().put("nodecert.dev/key-version", version);

    assertThat(AccountKeySecret.of(secret).version()).isEmpty();
  }

  @Test
  void aSecretWithoutAKeyIsRefused() {
    var secret = secret(DIRECTORY, TERMS);
    secret.setData(null);

    assertThatExceptionOfType(DamagedSecretException.class)
        .isThrownBy(() -> AccountKeySecret.of(secret))
        .withMessage("Its tls.key holds no private key in PEM.");
  }

  @Test
  void aSuccessorThatIsNoKeyIsRefused() {
    var secret = secret(DIRECTORY, TERMS);
    secret.setData(new HashMap<>(secret.getData()));
    secret.getData().put("successor.key", "bm8ga2V5");

    assertThatExceptionOfType(DamagedSecretException.class)
        .isThrownBy(() -> AccountKeySecret.of(secret))
        .withMessage("Its successor.key holds no private key in PEM.");
  }

  private Secret secret(Optional<String> directory, Optional<String> terms) {
    return content(directory, terms).toSecret("nodecert", "acme-default-1a2b3c4d", "default");
  }

  private AccountKeySecret content(Optional<String> directory, Optional<String> terms) {
    return new AccountKeySecret(key, Optional.of(1), Optional.empty(), directory, terms);
  }

  private static Secret unlabelled(Secret secret) {
    secret.getMetadata().setLabels(null);
    return secret;
  }
}
