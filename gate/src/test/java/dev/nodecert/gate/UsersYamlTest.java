package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsersYamlTest {

  private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
  private static final String TOTP = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @Test
  void aFileTellsTheUsers() {
    var users = Fixtures.users();

    assertThat(users.size()).isEqualTo(2);
    assertThat(users.find("alice"))
        .contains(new User("alice", new PasswordHash(HASH), TotpSecret.of(TOTP)));
    assertThat(users.find("bob@example.com")).isPresent();
    assertThat(users.find("Alice")).isEmpty();
    assertThat(users.find("")).isEmpty();
  }

  @Test
  void nobodyIsAsDearAsTheDearestAndNoUser() {
    var users = Fixtures.users();

    assertThat(users.nobody().password().cost()).isEqualTo(6);
    assertThat(users.holds(users.nobody())).isFalse();
    assertThat(users.holds(Fixtures.alice())).isTrue();
  }

  static Stream<Arguments> wrong() {
    var user = "{name: a, password: %s, totpSecret: %s}".formatted(HASH, TOTP);
    return Stream.of(
        argumentSet("nothing", "", "no list of users"),
        argumentSet("a user and no list", user, "no list of users"),
        argumentSet("an empty list", "[]", "no list of users"),
        argumentSet("no YAML", "- {name: " + HASH, "no YAML"),
        argumentSet("two documents", "[" + user + "]\n---\n[" + user + "]", "no YAML"),
        argumentSet("a member twice", "- {name: a, name: b}", "no YAML"),
        argumentSet("a text", "- " + HASH, "entry 1 has no name"),
        argumentSet("no name", "- {password: a}", "entry 1 has no name"),
        argumentSet("no password", "- {name: a}", "entry 1 has no password"),
        argumentSet("no secret", "- {name: a, password: %s}".formatted(HASH), "no totpSecret"),
        argumentSet(
            "a secret that YAML takes for a number",
            "- {name: a, password: %s, totpSecret: 2345672345672345}".formatted(HASH),
            "entry 1 has no totpSecret that is a text; put it in quotes"),
        argumentSet("a password in clear", "- {name: a, password: hunter2}", "entry 1, password"),
        argumentSet("a name with a blank", "- {name: 'a b'}", "entry 1, name"),
        argumentSet("a name with a line break", "- {name: \"a\\n\"}", "entry 1, name"),
        argumentSet("a long name", "- {name: %s}".formatted("a".repeat(65)), "entry 1, name"),
        argumentSet("a typing error", "- {name: a, totp: b}", "entry 1 has something beside"),
        argumentSet("the second of two", "[" + user + ", {name: b}]", "entry 2 has no password"),
        argumentSet("a name twice", "[" + user + ", " + user + "]", "entry 2 has a name again"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsToldWithThePlaceAndNotTheValue(String yaml, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UsersYaml.parse(yaml.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining(message)
        .withMessageNotContaining("hunter2")
        .withMessageNotContaining(HASH)
        .withMessageNotContaining("234567");
  }
}
