package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DnsFailureTest {

  @Test
  void textOfOthersIsCleaned() {
    assertThat(new DnsFailure("DNSRefused", "a\u202Eb\u0007c\u001B[31md\ne"))
        .hasMessage("a b cd e")
        .returns("a b cd e", DnsFailure::message);
  }

  @Test
  void aLongTextIsCutAndShowsIt() {
    assertThat(new DnsFailure("DNSRefused", "x".repeat(2_000)).message())
        .hasSize(512)
        .endsWith("x…");
  }
}
