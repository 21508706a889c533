package dev.nodecert.operator.dnsapi;

import static dev.nodecert.operator.dnsapi.DnsApiOption.Trait.OPTIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderParserTest {

  private static Header parse(String script) {
    return new HeaderParser().parse("example", script);
  }

  private static List<String> names(List<DnsApiOption> options) {
    return options.stream().map(DnsApiOption::name).toList();
  }

  @Test
  void aHeaderAsTheGuideDescribesIt() {
    var header =
        parse(
            """
            #!/usr/bin/env sh
            # shellcheck disable=SC2034
            dns_example_info='Example.com
             A provider of examples,
             and of others.
            Domains: example.net example.org
            Site: Example.com
            Docs: github.com/acmesh-official/acme.sh/wiki/dnsapi#dns_example
            Options:
             EXAMPLE_Token API Token
             EXAMPLE_Ttl TTL. Default: "60".
            OptionsAlt:
             EXAMPLE_User User
             EXAMPLE_Password Password
            Issues: github.com/acmesh-official/acme.sh/issues/1
            Author: Somebody
            '
            dns_example_add() { :; }
            """);

    assertThat(header)
        .isEqualTo(
            new Header(
                "Example.com",
                "Example.com",
                "github.com/acmesh-official/acme.sh/wiki/dnsapi#dns_example",
                List.of(
                    List.of(
                        new DnsApiOption("EXAMPLE_Token", "API Token", Set.of()),
                        new DnsApiOption("EXAMPLE_Ttl", "TTL. Default: \"60\".", Set.of(OPTIONAL))),
                    List.of(
                        new DnsApiOption("EXAMPLE_User", "User", Set.of()),
                        new DnsApiOption("EXAMPLE_Password", "Password", Set.of())))));
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        argumentSet("indented by one blank", " EX_Key Key", "EX_Key", "Key"),
        argumentSet("indented by several", "   EX_Key  \t Key ", "EX_Key", "Key"),
        argumentSet("not indented", "EX_Key Key: what it is", "EX_Key", "Key: what it is"),
        argumentSet("with a dash", " EX_Key - Key", "EX_Key", "Key"),
        argumentSet("without a description", " exampleApiToken", "exampleApiToken", ""),
        argumentSet("in capitals only", " KEY Path of a key", "KEY", "Path of a key"),
        argumentSet("in another script", " EX_Key 用冒号", "EX_Key", "用冒号"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anOptionIsFoundHoweverItIsWritten(String line, String name, String description) {
    var header = parse("dns_example_info='Title\nOptions:\n%s\n'".formatted(line));

    assertThat(header.options())
        .containsExactly(List.of(new DnsApiOption(name, description, Set.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "API Token|false",
        "Token. Optional.|true",
        "Optionally override the version.|true",
        "Optional override (useful for some)|true",
        "TTL (default: 300)|true",
        "Region. Defaults to \"eu\".|true",
        "OTP token. Only required if using 2FA|true",
        "Password. Only used for the old API|true",
        "Required. API key|false",
        "The only key|false",
      })
  void whatCanBeLeftOutIsTold(String description, boolean optional) {
    var header = parse("dns_example_info='Title\nOptions:\n EX_Key %s\n'".formatted(description));

    assertThat(header.options().getFirst().getFirst().is(OPTIONAL)).isEqualTo(optional);
  }

  @Test
  void proseBetweenOptionsIsNone() {
    var header =
        parse(
            """
            dns_example_info='Title
            Options: of the old API
             EX_Key Key
             Get it from the https://example.com
              - Plugin uses it
            Notes:
             EX_NOT one
            '\
            """);

    assertThat(names(header.options().getFirst())).containsExactly("EX_Key");
  }

  @Test
  void optionsOfASectionOfTheirOwnAreOptional() {
    var header = parse("dns_example_info='Title\nOptions:\n EX_Key Key\nOptional:\n EX_TTL TTL\n'");

    assertThat(header.options()).hasSize(1);
    assertThat(names(header.options().getFirst())).containsExactly("EX_Key", "EX_TTL");
    assertThat(header.options().getFirst().getLast().is(OPTIONAL)).isTrue();
  }

  static Stream<Arguments> none() {
    return Stream.of(
        argumentSet("nothing", ""),
        argumentSet("another script's", "dns_other_info='Title\n'"),
        argumentSet("within a line", "x dns_example_info='Title\n'"),
        argumentSet("without an end", "dns_example_info='Title\nOptions:\n EX_Key Key\n"),
        argumentSet("in double quotes", "dns_example_info=\"Title\n\""));
  }

  @ParameterizedTest
  @MethodSource("none")
  void aScriptWithoutAHeaderHasNone(String script) {
    assertThat(parse(script)).isEqualTo(Header.NONE);
  }

  @Test
  void anEmptyHeaderIsOne() {
    assertThat(parse("dns_example_info=''")).isEqualTo(new Header("", "", "", List.of(List.of())));
  }
}
