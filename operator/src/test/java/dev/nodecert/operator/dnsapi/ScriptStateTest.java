package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptStateTest {

  private static final Map<String, String> BEFORE = Map.of("domain.ID", "41", "SAVED_Token", "t1");
  private static final Map<String, String> VARIABLES =
      Map.of("Key", "12345678", "TTL", "60", "Token", "");

  static Stream<Arguments> changes() {
    return Stream.of(
        argumentSet("none", "", BEFORE),
        argumentSet(
            "a new value", "+domain.ID\00042\0", Map.of("domain.ID", "42", "SAVED_Token", "t1")),
        argumentSet(
            "the last one counts",
            "+domain.ID\00042\0+domain.ID\00043\0",
            Map.of("domain.ID", "43", "SAVED_Token", "t1")),
        argumentSet("cleared", "+SAVED_Token\0\0", Map.of("domain.ID", "41")),
        argumentSet(
            "of several lines", "+domain.ID\0a\nb\0+SAVED_Token\0\0", Map.of("domain.ID", "a\nb")),
        argumentSet("a setting", "+SAVED_Key\00012345678\0+TTL\00060\0+domain.TTL\00060\0", BEFORE),
        argumentSet("a setting by another name", "+SAVED_own_key\00012345678\0", BEFORE),
        argumentSet(
            "what is like a setting by chance",
            "+domain.ID\00060\0",
            Map.of("domain.ID", "60", "SAVED_Token", "t1")),
        argumentSet("cut within a key", "+domain.I", BEFORE),
        argumentSet("cut within a value", "+domain.ID\0004", BEFORE),
        argumentSet("no key of a Secret", "+a b\0x\0+\0x\0+ü\0x\0", BEFORE),
        argumentSet("no change", "domain.ID\00042\0", BEFORE));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changesApplyToWhatWasThere(String changes, Map<String, String> after) {
    assertThat(ScriptState.after(BEFORE, changes, VARIABLES))
        .containsExactlyInAnyOrderEntriesOf(after);
  }
}
