package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;

/** A Secret in JSON, as whoever may write Secrets gives it to the API server. */
final class SecretFuzz {

  private static final TlsSecret.Owner OWNER = new TlsSecret.Owner("proxy", "pve1", "uid-1");

  private SecretFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var secret = SecretJson.read(input);
    if (secret.isPresent()) {
      readAsTls(secret.get());
      readAsAccountKey(secret.get());
      readAsPendingKey(secret.get());
      assertNoConsentWithoutTheLabel(secret.get());
    }
  }

  private static void readAsTls(Secret secret) throws DamagedSecretException {
    TlsSecret content;
    try {
      content = TlsSecret.of(secret);
    } catch (DamagedSecretException damage) {
      assertThat(damage.message()).matches("(Its|It has) [ -~]{1,100}\\.");
      return;
    }
    var again = TlsSecret.of(content.toSecret(SecretTarget.of(OWNER, "pve1-tls")));
    assertThat(again.chain()).isEqualTo(content.chain());
    assertThat(again.provenance()).isEqualTo(content.provenance());
  }

  private static void readAsAccountKey(Secret secret) throws DamagedSecretException {
    AccountKeySecret content;
    try {
      content = AccountKeySecret.of(secret);
    } catch (DamagedSecretException refusal) {
      return;
    }
    var again = AccountKeySecret.of(content.toSecret("nodecert", "acme", "default"));
    assertThat(again.directory()).isEqualTo(content.directory());
    assertThat(again.termsOfService()).isEqualTo(content.termsOfService());
    assertThat(again.version()).isEqualTo(content.version());
    assertThat(again.successor().map(AccountKeySecret.Successor::version))
        .isEqualTo(content.successor().map(AccountKeySecret.Successor::version));
  }

  private static void readAsPendingKey(Secret secret) {
    PendingKey.of(secret)
        .ifPresent(pending ->
            assertThat(PendingKey.of(pending.toSecret(OWNER, new OwnerReference())))
                .map(PendingKey::orderUrl)
                .contains(pending.orderUrl()));
  }

  private static void assertNoConsentWithoutTheLabel(Secret secret) {
    var isOurs =
        TlsSecret.ownerOf(secret).isPresent()
            || PendingKey.isOne(secret)
            || AccountKeySecret.isMadeFor(secret, "default");
    assertThat(Consent.isGiven(secret) && isOurs).isFalse();
  }
}
