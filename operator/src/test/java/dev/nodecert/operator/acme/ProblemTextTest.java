package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.toolbox.JSON;

class ProblemTextTest {

  @ParameterizedTest
  @CsvSource({
    "urn:ietf:params:acme:error:rateLimited, rateLimited",
    "about:blank, about:blank",
    "https://ca.example.com/errors/full, https://ca.example.com/errors/full",
  })
  void aTypeIsToldWithoutAcmesPrefix(String type, String told) throws MalformedURLException {
    assertThat(ProblemText.type(problem("{\"type\": \"%s\"}".formatted(type)))).isEqualTo(told);
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        argumentSet(
            "type and detail",
            """
            {"type": "urn:ietf:params:acme:error:malformed", "detail": "No such order.", "status": 404}
            """,
            "malformed: No such order."),
        argumentSet(
            "a title where there is no detail",
            """
            {"type": "urn:ietf:params:acme:error:malformed", "title": "Not found"}
            """,
            "malformed: Not found"),
        argumentSet(
            "nothing but a type",
            """
            {"type": "urn:ietf:params:acme:error:serverInternal", "detail": " "}
            """,
            "serverInternal"),
        argumentSet(
            "sub-problems with the names that they are about",
            """
            {
              "type": "urn:ietf:params:acme:error:rejectedIdentifier",
              "detail": "Some names were rejected.",
              "subproblems": [
                {
                  "type": "urn:ietf:params:acme:error:caa",
                  "detail": "CAA forbids it.",
                  "identifier": {"type": "dns", "value": "pve1.example.com"}
                },
                {
                  "type": "urn:ietf:params:acme:error:dns",
                  "detail": "NXDOMAIN",
                  "identifier": {"type": "ip", "value": "192.0.2.7"}
                },
                {"type": "urn:ietf:params:acme:error:connection"}
              ]
            }
            """,
            "rejectedIdentifier: Some names were rejected."
                + "; pve1.example.com: caa: CAA forbids it."
                + "; 192.0.2.7: dns: NXDOMAIN"
                + "; connection"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aProblemIsToldInOneLine(String json, String text) throws MalformedURLException {
    assertThat(ProblemText.of(problem(json))).isEqualTo(text);
  }

  @Test
  void oneProblemHasItsLimitAndAllTogetherHaveTheirs() throws MalformedURLException {
    var sub =
        "{\"type\": \"urn:ietf:params:acme:error:dns\", \"detail\": \"%s\"}"
            .formatted("x".repeat(2_000));
    var json =
        "{\"type\": \"urn:ietf:params:acme:error:compound\", \"subproblems\": [%s]}"
            .formatted(String.join(",", Collections.nCopies(9, sub)));

    var text = ProblemText.of(problem(json));

    assertThat(text).hasSize(1024).endsWith("…");
    assertThat(List.of(text.split("; ", -1))).element(1).asString().hasSize(256).endsWith("x…");
  }

  @Test
  void whatAPersonCannotSeeIsLeftOut() throws MalformedURLException {
    var json = "{\"type\": \"about:blank\", \"detail\": \"a\\u202Eb\\u0007c\\r\\nd\"}";

    assertThat(ProblemText.of(problem(json))).isEqualTo("about:blank: a b c d");
  }

  @Test
  void manyProblemsAreJoinedAndCutTogether() {
    assertThat(ProblemText.join(List.of("one", "two"))).isEqualTo("one; two");
    assertThat(ProblemText.join(Collections.nCopies(600, "x"))).hasSize(1024).endsWith("…");
  }

  private static Problem problem(String json) throws MalformedURLException {
    return new Problem(JSON.parse(json), URI.create("https://ca.example.com/order/1").toURL());
  }
}
