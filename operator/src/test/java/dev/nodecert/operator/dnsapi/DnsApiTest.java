package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsApiTest {

  private final DnsApiReader reader = new DnsApiReader(Overlay.ofResource());

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "gandi_livedns, GANDI_LIVEDNS_KEY, ''",
    "gandi_livedns, GANDI_LIVEDNS_TOKEN other, ''",
    "gandi_livedns, other, GANDI_LIVEDNS_TOKEN",
    "azure, AZUREDNS_SUBSCRIPTIONID AZUREDNS_APPID, AZUREDNS_BEARERTOKEN",
    "azure, AZUREDNS_SUBSCRIPTIONID AZUREDNS_APPID AZUREDNS_TENANTID, AZUREDNS_CLIENTSECRET",
    "czechia, other, CZ_AuthorizationToken CZ_Zones",
    "nsupdate, other, ''",
  })
  void whatLacksIsThatOfTheNearestAlternative(String name, String given, String missing) {
    assertThat(reader.read(name, "").missing(words(given)))
        .containsExactlyElementsOf(
            Stream.of(missing.split(" ")).filter(word -> !word.isEmpty()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "aws, AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY, false",
    "aws, AWS_ACCESS_KEY_ID, true",
    "aws, other, true",
    "azure, AZUREDNS_CLIENTSECRET, false",
    "azure, AZUREDNS_CLIENTSECRET AZUREDNS_MANAGEDIDENTITY, true",
    "dynv6, DYNV6_TOKEN, false",
    "dynv6, KEY, true",
    "nsupdate, NSUPDATE_KEY, false",
    "nsupdate, NSUPDATE_KEY NSUPDATE_OPT, true",
    "nsd, other, true",
    "cf, CF_Token, false",
  })
  void dangerMayDependOnTheSettings(String name, String given, boolean danger) {
    assertThat(reader.read(name, "").danger(words(given)).isPresent()).isEqualTo(danger);
  }

  @Test
  void aScriptThatNobodyHasReviewedIsADanger() {
    var api = reader.read("new", "dns_new_add() {\n  eval \"$NEW_Command\"\n}\n");

    assertThat(api.danger(Set.of()))
        .contains("evaluates text as a command in line 2, which nobody has reviewed yet");
  }

  @Test
  void alternativesComeFromTheHeader() {
    var api =
        reader.read(
            "new",
            """
            dns_new_info='New
            Site: new.example
            Docs: https://new.example/docs
            Options:
             NEW_Key Key
             NEW_Ttl TTL. Optional.
            OptionsAlt:
             NEW_User User
             NEW_Password Password
            '
            """);

    assertThat(api.alternatives())
        .containsExactly(List.of("NEW_Key"), List.of("NEW_User", "NEW_Password"));
    assertThat(api.site()).isEqualTo("https://new.example");
    assertThat(api.docs()).isEqualTo("https://new.example/docs");
    assertThat(api.option("NEW_Ttl"))
        .get()
        .extracting(DnsApiOption::description)
        .isEqualTo("TTL. Optional.");
  }

  @Test
  void alternativesThatNeedNothingAreNone() {
    var api =
        reader.read(
            "new", "dns_new_info='New\nOptions:\n NEW_Key Key\nOptionsAlt:\n NEW_Url Default x\n'");

    assertThat(api.alternatives()).containsExactly(List.of("NEW_Key"));
  }
}
