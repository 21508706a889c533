package dev.nodecert.operator.dnsapi;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.AcmeSh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of the real package: what an update may change is told here. */
@TestInstance(Lifecycle.PER_CLASS)
class AcmeShPackageIT {

  /** Those that have nothing to set, or nothing that they need. */
  private static final Set<String> WITHOUT_NEEDS = Set.of("gcloud", "mydevil", "nsupdate");

  /** Of the shell and of the driver. */
  private static final Set<String> NO_PROGRAMS =
      Set.of(
          (": [ break case command continue curl echo export for local oathtool printf read readonly"
                  + " return set shift test type unset")
              .split(" "));

  private Path home;
  private List<DnsApi> apis;
  private SettingsPolicy policy;

  @BeforeAll
  void provide() {
    home = AcmeSh.provide().home();
    var installation = new DnsApis(home);
    apis = installation.all();
    policy = installation.settingsPolicy();
  }

  private Stream<DnsApi> apis() {
    return apis.stream();
  }

  @Test
  void everyScriptIsInTheCatalogue() throws IOException {
    try (var files = Files.list(home.resolve("dnsapi"))) {
      assertThat(apis)
          .extracting(api -> "dns_" + api.name() + ".sh")
          .containsExactlyElementsOf(
              files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("apis")
  void itsHeaderIsUnderstood(DnsApi api) {
    assertThat(api.title()).isNotBlank().doesNotContain("[", "{");
    assertThat(api.site()).startsWith("http");
    assertThat(api.docs()).startsWith("https://");
    if (!WITHOUT_NEEDS.contains(api.name())) {
      assertThat(api.alternatives()).isNotEmpty().allSatisfy(it -> assertThat(it).isNotEmpty());
    }
    assertThat(api.options())
        .extracting(DnsApiOption::name)
        .containsAll(api.alternatives().stream().flatMap(List::stream).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("apis")
  void allThatItDocumentsMayBeSet(DnsApi api) {
    var asText =
        api.options().stream()
            .filter(option -> !option.is(DnsApiOption.Trait.FILE))
            .map(DnsApiOption::name)
            .collect(toMap(Function.identity(), _ -> "x"));
    var asFiles =
        api.options().stream()
            .filter(option -> option.is(DnsApiOption.Trait.FILE))
            .map(DnsApiOption::name)
            .collect(toSet());

    assertThat(policy.refused(api, asText, asFiles)).isEmpty();
  }

  /** Fails when an update brings a script, or a line, that could be turned against the operator. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("apis")
  void whatItDoesHasBeenReviewed(DnsApi api) {
    assertThat(api.traits().dangers())
        .extracting(Danger::reason)
        .as(
            "Look at the script. If it is harmless, list the line in overlay.yaml under reviewed;"
                + " if not, tell its danger there")
        .noneMatch(reason -> reason.contains("nobody has reviewed"));
  }

  /** They can be read by every process beside it. What only an administrator allows is left out. */
  @Test
  void noProgramIsGivenASecretAsAnArgument() throws Exception {
    var found = new ArrayList<String>();
    for (var api : apis) {
      if (api.danger(Set.of("other")).isEmpty()) {
        argumentsWithOptions(api).forEach(it -> found.add(api.name() + ": " + it));
      }
    }

    assertThat(found)
        .as("Look at each: a secret needs a function in driver.bash that keeps it from arguments")
        .isEmpty();
  }

  private List<String> argumentsWithOptions(DnsApi api) throws Exception {
    var script =
        ShellReader.read(Files.readString(home.resolve("dnsapi/dns_" + api.name() + ".sh")));
    var option =
        Pattern.compile(
            api.options().stream()
                .filter(it -> !it.is(DnsApiOption.Trait.FILE))
                .map(DnsApiOption::name)
                .filter(name -> api.danger(Set.of(name)).isEmpty())
                .collect(Collectors.joining("|", "\\$\\{?(", ")\\b")));
    return script.commands().stream()
        .map(ShellCommand::words)
        .filter(words -> !words.isEmpty() && isProgram(words.getFirst(), script))
        .map(words -> String.join(" ", words))
        .filter(command -> option.matcher(command).find())
        .toList();
  }

  private static boolean isProgram(String name, ShellScript script) {
    return !name.startsWith("_")
        && !NO_PROGRAMS.contains(name)
        && !script.functions().contains(name);
  }

  @Test
  void theUnsafeOnesAreThese() {
    assertThat(apis.stream().filter(api -> api.danger(Set.of("other")).isPresent()))
        .extracting(DnsApi::name)
        .containsExactly(
            "aws", "dynv6", "gcloud", "lexicon", "maradns", "mydevil", "nsd", "oci", "openstack");
  }

  @Test
  void theOverlayIsOfScriptsAndLinesThatAreThere() throws IOException {
    var overlay = Overlay.ofResource();
    var names = apis.stream().map(DnsApi::name).toList();

    assertThat(names).containsAll(overlay.scripts().keySet());
    overlay.traits().forEach((trait, of) -> assertThat(names).as(trait.name()).containsAll(of));
    for (var entry : overlay.scripts().entrySet()) {
      assertReviewedLinesAreThere(entry);
    }
  }

  private void assertReviewedLinesAreThere(Map.Entry<String, OverlayEntry> entry)
      throws IOException {
    var script = home.resolve("dnsapi").resolve("dns_" + entry.getKey() + ".sh");
    assertThat(Files.readAllLines(script).stream().map(String::strip))
        .as(entry.getKey())
        .containsAll(entry.getValue().reviewed());
  }
}
