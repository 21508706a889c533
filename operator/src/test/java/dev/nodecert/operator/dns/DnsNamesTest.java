package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

class DnsNamesTest {

  private static Name absolute(String text) {
    return Name.fromConstantString(text);
  }

  @Test
  void aNameIsTheSameThereAndBack() {
    assertThat(DnsNames.name("_acme-challenge.example.com"))
        .isEqualTo(absolute("_acme-challenge.example.com."));
    assertThat(DnsNames.text(absolute("_acme-challenge.Example.COM.")))
        .isEqualTo("_acme-challenge.example.com");
    assertThat(DnsNames.text(Name.root)).isEqualTo(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..b",
        ".example.com",
        "a23456789012345678901234567890123456789012345678901234567890abcd.com"
      })
  void whatIsNoNameIsTold(String text) {
    assertThatThrownBy(() -> DnsNames.name(text))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSNameInvalid", DnsFailure::type)
        .returns(text + " is no domain name.", DnsFailure::message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\.b.example.com.",
        "a\\000.com.",
        "a\\ b.com.",
        "*.com.",
        "\\195\\188.com.",
        "."
      })
  void whatIsEscapedOrAWildcardIsNotPlain(String text) {
    assertThat(DnsNames.isPlain(absolute(text))).isFalse();
    assertThat(DnsNames.text(absolute(text))).matches("[!-~]+");
  }

  @Test
  void whatHostNamesAndChallengesHaveIsPlain() {
    assertThat(DnsNames.isPlain(absolute("_acme-challenge.PVE1.xn--bcher-kva.example."))).isTrue();
  }

  @Test
  void theParentIsTheNameAbove() {
    assertThat(DnsNames.parent(absolute("a.b."))).isEqualTo(absolute("b."));
    assertThat(DnsNames.parent(absolute("b."))).isEqualTo(Name.root);
  }
}
