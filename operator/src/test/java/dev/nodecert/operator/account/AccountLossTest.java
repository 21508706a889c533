package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountLossTest {

  private static final StoredKey KEY = SeenAccount.key(2);

  static Stream<Arguments> allowed() {
    return Stream.of(
        argumentSet("never registered", SeenAccount.withoutStatus()),
        argumentSet("refused until now", SeenAccount.withStatus("{observedGeneration: 2}")),
        argumentSet("with the same key", known(KEY.key().thumbprint(), 2)),
        argumentSet("a rollover that did not reach the status", known("another", 1)));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void theKeyThatAnAccountHadRegistersItAnew(AcmeAccount account) {
    assertThatCode(() -> AccountLoss.requireKeyOf(account, KEY)).doesNotThrowAnyException();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        argumentSet("another of the same version", known("another", 2)),
        argumentSet("a former one", known("another", 3)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aKeyThatIsNotTheAccountsRegistersNothing(AcmeAccount account) {
    assertThatExceptionOfType(AccountRefusedException.class)
        .isThrownBy(() -> AccountLoss.requireKeyOf(account, KEY))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo("KeyMismatch"))
        .withMessageContaining("https://ca.example.com/account/1")
        .withMessageContaining("acme-default-84b92c5c");
  }

  @Test
  void noKeyIsMadeForAnAccountThatHadOne() {
    assertThatCode(() -> AccountLoss.requireNone(SeenAccount.withoutStatus(), "acme-default"))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(AccountRefusedException.class)
        .isThrownBy(() -> AccountLoss.requireNone(known("thumbprint", 1), "acme-default"))
        .withMessageContaining("acme-default")
        .withMessageContaining("Restore it from a backup");
  }

  private static AcmeAccount known(String thumbprint, int version) {
    return SeenAccount.withStatus(
        """
        accountURL: https://ca.example.com/account/1
        keyThumbprint: %s
        keyVersion: %d
        """
            .formatted(thumbprint, version));
  }
}
