package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.x509.KeyType;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
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
