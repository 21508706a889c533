package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {

  @Test
  void theCookieIsOfThisHostOverTlsAndNoScripts() {
    var id = SessionId.random(new SecureRandom());

    assertThat(SessionCookie.set(id))
        .isEqualTo(
            "__Host-nodecert-gate=" + id.text() + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(SessionCookie.unset()).startsWith("__Host-nodecert-gate=;").endsWith("; Max-Age=0");
  }

  /** ID stands for one, as it is in a browser's line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          __Host-nodecert-gate=ID                                       | true
          PVEAuthCookie=PVE:root; __Host-nodecert-gate=ID; a=b          | true
          a=b;__Host-nodecert-gate=ID                                   | true
          ''                                                            | false
          nodecert-gate=ID                                              | false
          __host-nodecert-gate=ID                                       | false
          a=__Host-nodecert-gate=ID                                     | false
          __Host-nodecert-gate=                                         | false
          __Host-nodecert-gate=IDx                                      | false
          __Host-nodecert-gate="ID"                                     | false
          __Host-nodecert-gate=ID; __Host-nodecert-gate=ID              | false
          """)
  void theIdIsReadWhereThereIsOne(String line, boolean there) {
    var id = SessionId.random(new SecureRandom());
    var read = SessionCookie.read(List.of("c=d", line.replace("ID", id.text())));

    assertThat(read.map(SessionId::text).equals(Optional.of(id.text()))).isEqualTo(there);
    assertThat(read.isPresent()).isEqualTo(there);
  }
}
