package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a Secret's content may be damaged is in TlsSecretTest. */
class SecretStateTest {

  private static final Owner US = new Owner("proxy", "pve1", "uid-1");
  private static final Set<String> NODE_CERTIFICATES = Set.of("proxy/pve1", "proxy/alive");
  private static final TlsSecret CONTENT = content();

  private static TlsSecret content() {
    var chain = Seen.chain("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z");
    return new TlsSecret(
        chain.make(), chain.key(), new Provenance(Instant.EPOCH, "hash", "default", "https://x"));
  }

  @Test
  void noneOfThatNameIsMissing() {
    assertThat(SecretState.of(Optional.empty(), US, NODE_CERTIFICATES::contains))
        .isEqualTo(new SecretState.Missing());
  }

  @Test
  void oneThatNodeCertDidNotMakeIsNotTouched() {
    var users =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Secret
            metadata: {namespace: proxy, name: pve1-tls}
            """,
            Secret.class);

    assertThat(state(users))
        .isEqualTo(
            new SecretState.Foreign(
                new Finding(
                    "SecretNotOurs",
                    "Secret pve1-tls was not made by NodeCert and is not touched. Delete it, or set"
                        + " spec.secretName to another name.")));
  }

  @Test
  void oneThatOnlyPretendsByItsAnnotationsIsNotTouched() {
    var pretender = secretOf(US);
    pretender.getMetadata().getLabels().clear();

    assertThat(state(pretender)).isInstanceOf(SecretState.Foreign.class);
  }

  @Test
  void oneOfAnotherNodeCertificateIsNotTouched() {
    assertThat(state(secretOf(new Owner("proxy", "alive", "uid-2"))))
        .isEqualTo(
            new SecretState.Foreign(
                new Finding(
                    "SecretNotOurs",
                    "Secret pve1-tls belongs to the NodeCertificate proxy/alive. Set spec.secretName"
                        + " to another name.")));
  }

  @Test
  void oneWhoseOwnerIsGoneIsAdopted() {
    assertHeld(secretOf(new Owner("proxy", "gone", "uid-2")));
  }

  @Test
  void oneOfOursIsHeld() {
    assertHeld(secretOf(US));
  }

  @Test
  void oneOfOursFromBeforeWeWereMadeAnewIsHeld() {
    assertHeld(secretOf(new Owner("proxy", "pve1", "uid-before")));
  }

  @Test
  void oneOfOursThatIsDamagedIsToldByItsName() {
    var damaged = secretOf(US);
    damaged.setData(null);

    assertThat(state(damaged))
        .isEqualTo(
            new SecretState.Damaged(
                new Finding("SecretIncomplete", "Secret pve1-tls is damaged. It has no tls.crt.")));
  }

  @Test
  void whatIsDamagedAndSomeoneElsesIsNotTouched() {
    var damaged = secretOf(new Owner("proxy", "alive", "uid-2"));
    damaged.setData(null);

    assertThat(state(damaged)).isInstanceOf(SecretState.Foreign.class);
  }

  private static void assertHeld(Secret secret) {
    assertThat(state(secret))
        .asInstanceOf(type(SecretState.Held.class))
        .extracting(held -> held.content().chain())
        .isEqualTo(CONTENT.chain());
  }

  private static Secret secretOf(Owner owner) {
    return CONTENT.toSecret(owner, "pve1-tls");
  }

  private static SecretState state(Secret secret) {
    return SecretState.of(Optional.of(secret), US, NODE_CERTIFICATES::contains);
  }
}
