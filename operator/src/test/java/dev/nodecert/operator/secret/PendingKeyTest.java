package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.TestChain;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingKeyTest {

  private static final String ORDER = "https://ca.example.com/order/1";
  private static final Owner OWNER = new Owner("proxy", "pve1", "uid-1");
  private static final OwnerReference REFERENCE =
      new OwnerReferenceBuilder().withKind("NodeCertificate").withUid("uid-1").build();

  private final PendingKey pending = new PendingKey(new KeyType.Ecdsa(256).generate(), ORDER);

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(PendingKey.of(secret()))
        .hasValueSatisfying(read -> {
          assertThat(read.orderUrl()).isEqualTo(ORDER);
          assertThat(read.key().keyPair().getPrivate())
              .isEqualTo(pending.key().keyPair().getPrivate());
        });
  }

  @Test
  void whatItReplacesIsWrittenWithItsKeyAndReadAgain() {
    var former = former();

    var read = PendingKey.of(replacing(former).toSecret(OWNER, REFERENCE));

    assertThat(read.flatMap(PendingKey::replaced))
        .hasValueSatisfying(replaced -> {
          assertThat(replaced.certificate()).isEqualTo(former.certificate());
          assertThat(replaced.account()).isEqualTo("default");
          assertThat(replaced.key().matches(former.certificate().getPublicKey())).isTrue();
        });
  }

  @Test
  void aReplacedCertificateWithoutItsKeyIsNone() {
    var other = new RevocableCertificate(former().certificate(), pending.key(), "default");

    var read = PendingKey.of(replacing(other).toSecret(OWNER, REFERENCE));

    assertThat(read).isPresent();
    assertThat(read.flatMap(PendingKey::replaced)).isEmpty();
  }

  private static RevocableCertificate former() {
    var chain = TestChain.of(List.of("pve1.example.com"), Instant.parse("2026-11-23T12:00:00Z"));
    return new RevocableCertificate(chain.make().leaf(), chain.key(), "default");
  }

  private PendingKey replacing(RevocableCertificate former) {
    return new PendingKey(pending.key(), ORDER, Optional.of(former));
  }

  @Test
  void itIsASecretOfItsOwnThatGoesWithTheNodeCertificate() {
    var secret = secret();

    assertThat(secret.getMetadata().getNamespace()).isEqualTo("proxy");
    assertThat(secret.getMetadata().getName()).isEqualTo("pve1-pending-key");
    assertThat(secret.getMetadata().getOwnerReferences()).containsExactly(REFERENCE);
    assertThat(secret.getMetadata().getLabels())
        .containsExactlyEntriesOf(Map.of("nodecert.dev/pending-key", "pve1"));
    assertThat(secret.getData()).containsOnlyKeys("tls.key");
  }

  @Test
  void oneIsKnownByItsLabel() {
    var unlabelled = secret();
    unlabelled.getMetadata().setLabels(null);

    assertThat(PendingKey.isOne(secret())).isTrue();
    assertThat(PendingKey.isOne(unlabelled)).isFalse();
  }

  @Test
  void aDamagedOneIsNone() {
    var withoutOrder = secret();
    withoutOrder.getMetadata().setAnnotations(null);
    var withoutKey = secret();
    withoutKey.setData(null);
    var withJunk = secret();
    withJunk.setData(Map.of("tls.key", SecretText.encode("junk")));

    assertThat(PendingKey.of(withoutOrder)).isEmpty();
    assertThat(PendingKey.of(withoutKey)).isEmpty();
    assertThat(PendingKey.of(withJunk)).isEmpty();
  }

  private Secret secret() {
    return pending.toSecret(OWNER, REFERENCE);
  }
}
