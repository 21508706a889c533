package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that the C library's {@code crypt} has made. */
class PasswordHashTest {

  private static final String HASH = "$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

  @ParameterizedTest
  @CsvSource({
    "$2y, correct horse, true",
    "$2b, correct horse, true",
    "$2a, correct horse, true",
    "$2y, correct hors, false",
    "$2y, correct horse1, false",
    "$2y, Correct horse, false",
    "$2y, '', false",
    "$2y, ' correct horse', false",
  })
  void aPasswordIsTheOneThatWasHashed(String version, String password, boolean right) {
    assertThat(new PasswordHash(version + HASH).matches(password)).isEqualTo(right);
  }

  @Test
  void aPasswordIsUtf8() {
    var hash = new PasswordHash("$2y$06$ZYXWVUTSRQPONMLKJIHGFeqMPZ/aC0AJeDdSvdPWm5ST44gSy.Rfa");

    assertThat(hash.matches("tr0ub4dor&3 für")).isTrue();
    assertThat(hash.matches("tr0ub4dor&3 fur")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "correct horse",
        "$apr1$abcdefgh$abcdefghijklmnopqrstuv",
        "{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=",
        "$2x$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2y$04$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2y$15$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy",
        "alice:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
        "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n",
      })
  void anythingElseIsRefusedWithTheCommandThatMakesOne(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PasswordHash(text))
        .withMessageContaining("htpasswd -nBC 12")
        .withMessageNotContaining("abcdef");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 14})
  void theHashOfNobodyIsAsDearAsToldAndIsChecked(int cost) {
    assertThat(PasswordHash.ofNobody(cost).cost()).isEqualTo(cost);
    assertThat(PasswordHash.ofNobody(5).matches(Fixtures.PASSWORD)).isFalse();
  }
}
