package dev.nodecert.operator.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedTest {

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "other"})
  void aStarIsForAllNamespaces(String namespace) {
    assertThat(new GrantedNamespaces(List.of("*")).contain(namespace)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"proxy,true", "proxy-2,false", "pro,false"})
  void aNameIsForThatNamespace(String namespace, boolean granted) {
    assertThat(new GrantedNamespaces(List.of("proxy")).contain(namespace)).isEqualTo(granted);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,true",
    "pve1.example.com,true",
    "*.example.com,true",
    "_acme-challenge.pve1.example.com,true",
    "myexample.com,false",
    "example.com.evil.test,false",
    "com,false",
  })
  void aSuffixEndsAtTheBorderOfALabel(String name, boolean granted) {
    assertThat(new GrantedSuffixes(List.of("example.com")).cover(name)).isEqualTo(granted);
  }

  @Test
  void nothingGrantsNothing() {
    assertThat(new GrantedNamespaces(List.of()).contain("proxy")).isFalse();
    assertThat(new GrantedSuffixes(List.of()).cover("example.com")).isFalse();
  }
}
