package dev.nodecert.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlsCheckTest {

  @Test
  void ofWhatCurlTellsThePageAndTheCertificateStay() {
    var verbose =
        """
        *   Trying 127.0.0.1:8443...
        { [5 bytes data]
        *  subjectAltName: host "pve1.example.com" matched cert's "pve1.example.com"
        *  SSL certificate verify ok.
        > GET / HTTP/1.1
        >
        < HTTP/1.1 200 OK
        Hello
        * Connection #0 to host pve1.example.com left intact
        """;

    assertThat(TlsCheck.essence(verbose))
        .isEqualTo(
            """
            *  subjectAltName: host "pve1.example.com" matched cert's "pve1.example.com"
            *  SSL certificate verify ok.
            Hello\
            """);
  }
}
