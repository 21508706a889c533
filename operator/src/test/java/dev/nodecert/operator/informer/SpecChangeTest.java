package dev.nodecert.operator.informer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class SpecChangeTest {

  private static boolean isOne(ObjectMetaBuilder changed) {
    return new SpecChange().accept(account(changed), account(metadata()));
  }

  private static ObjectMetaBuilder metadata() {
    return new ObjectMetaBuilder().withUid("first").withGeneration(2L).withResourceVersion("7");
  }

  private static AcmeAccount account(ObjectMetaBuilder metadata) {
    var account = new AcmeAccount();
    account.setMetadata(metadata.build());
    return account;
  }

  @Test
  void anotherGeneration() {
    assertThat(isOne(metadata().withGeneration(3L))).isTrue();
  }

  @Test
  void anotherObjectUnderItsNameWhateverItsGeneration() {
    assertThat(isOne(metadata().withUid("made-again"))).isTrue();
    assertThat(isOne(metadata().withUid("made-again").withGeneration(1L))).isTrue();
  }

  @Test
  void itsDeletion() {
    assertThat(isOne(metadata().withDeletionTimestamp("2026-11-25T12:00:00Z"))).isTrue();
  }

  @Test
  void notItsStatusNorItsLabels() {
    assertThat(isOne(metadata().withResourceVersion("8").addToLabels("app", "proxy"))).isFalse();
  }
}
