package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginFormTest {

  @Test
  void aFormIsReadAsBrowsersSendIt() {
    assertThat(
            LoginForm.parse(
                "user=+alice+&password=+a%26b%3D%C3%BC+c+&code=123+456&to=%2Fa%3Fb%3Dc%26d"))
        .isEqualTo(new LoginForm("alice", " a&b=ü c ", "123456", ReturnPath.of("/a?b=c&d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user", "user=&password", "other=1"})
  void whatIsNotThereIsEmpty(String body) {
    assertThat(LoginForm.parse(body)).isEqualTo(new LoginForm("", "", "", ReturnPath.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user=%", "user=%zz", "user=a&user=b", "%75ser=a&user=b"})
  void whatIsNoFormIsRefused(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> LoginForm.parse(body));
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, true",
    "Application/X-WWW-Form-Urlencoded; charset=utf-8, true",
    "application/x-www-form-urlencodedx, false",
    "text/plain, false",
    "'', false",
  })
  void formsHaveTheirType(String type, boolean form) {
    assertThat(LoginForm.isType(type)).isEqualTo(form);
  }
}
