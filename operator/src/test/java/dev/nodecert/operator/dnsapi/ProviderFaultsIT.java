package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.provider.ApiFault;
import dev.nodecert.testenv.provider.ProviderStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The unmodified scripts, and providers that do not do as they are asked. */
@TestEnvironment
@Timeout(60)
class ProviderFaultsIT {

  private static final Duration SOON = Duration.ofSeconds(3);

  @TempDir private Path folder;

  /** A provider, and a call that asks it for a record. */
  private record Trial(ProviderStandIn provider, LocalScriptRunner runner, ScriptCall call)
      implements AutoCloseable {

    void assertFails(ScriptCall call, Outcome outcome) throws InterruptedException {
      var result = runner.run(call);
      assertThat(result.outcome()).as(result.output()).isEqualTo(outcome);
      assertThat(provider.exchanges()).isNotEmpty();
      assertThat(call.credentials().values()).noneMatch(result.output()::contains);
    }

    @Override
    public void close() {
      runner.close();
      provider.close();
    }
  }

  private Trial open(ProviderStandIn provider, String recordName) throws IOException {
    var root = Files.writeString(folder.resolve("provider.pem"), provider.caPem());
    var curl =
        List.of(
            "cacert = \"%s\"".formatted(root),
            "connect-to = \"%s\"".formatted(provider.connectTo()));
    var home = AcmeSh.provide().home();
    var environment = new ScriptEnvironment(ScriptEnvironment.ofSystem().path(), curl);
    var runner = new LocalScriptRunner(home, folder, 1, environment);
    var call =
        new ScriptCall(
            new DnsApis(home).find(provider.script()).orElseThrow(),
            ScriptCall.Action.ADD,
            recordName,
            FakeInstallation.VALUE,
            Map.of(),
            provider.credentials(),
            Map.of(),
            Map.of(),
            Duration.ofSeconds(30));
    return new Trial(provider, runner, call);
  }

  static Stream<Arguments> faults() {
    BiFunction<Bind, String, ProviderStandIn> cloudflare = ProviderStandIn::cloudflare;
    BiFunction<Bind, String, ProviderStandIn> gandi = ProviderStandIn::gandiLiveDns;
    return Stream.of(Map.entry("cf", cloudflare), Map.entry("gandi_livedns", gandi))
        .flatMap(api ->
            Stream.of(
                    new ApiFault.Status(401),
                    new ApiFault.Status(429),
                    new ApiFault.Status(500),
                    new ApiFault.CutBody())
                .map(fault -> argumentSet(api.getKey() + ", " + fault, api.getValue(), fault)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFailureIsNeverTakenForSuccess(
      BiFunction<Bind, String, ProviderStandIn> start, ApiFault fault, Bind bind) throws Exception {
    var zone = bind.newZone("example.com");
    try (var trial = open(start.apply(bind, zone), "_acme-challenge." + zone)) {
      trial.provider().fail(fault);

      trial.assertFails(trial.call(), Outcome.FAILED);
    }
  }

  static Stream<Arguments> providers() {
    BiFunction<Bind, String, ProviderStandIn> cloudflare = ProviderStandIn::cloudflare;
    BiFunction<Bind, String, ProviderStandIn> gandi = ProviderStandIn::gandiLiveDns;
    return Stream.of(argumentSet("cf", cloudflare), argumentSet("gandi_livedns", gandi));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aSlowAnswerIsNotWaitedForLongerThanTheCallMayTake(
      BiFunction<Bind, String, ProviderStandIn> start, Bind bind) throws Exception {
    var zone = bind.newZone("example.com");
    try (var trial = open(start.apply(bind, zone), "_acme-challenge." + zone)) {
      trial.provider().fail(new ApiFault.Slow(Duration.ofSeconds(30)));

      trial.assertFails(CallEdit.of(trial.call()).timeout(SOON).call(), Outcome.TIMED_OUT);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void wrongCredentialsAreRefused(BiFunction<Bind, String, ProviderStandIn> start, Bind bind)
      throws Exception {
    var zone = bind.newZone("example.com");
    try (var trial = open(start.apply(bind, zone), "_acme-challenge." + zone)) {
      var wrong =
          trial.call().credentials().keySet().stream()
              .collect(Collectors.toMap(key -> key, _ -> "0123456789abcdef0123456789abcdef"));

      trial.assertFails(CallEdit.of(trial.call()).credentials(wrong).call(), Outcome.FAILED);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aZoneThatTheCredentialsDoNotOwnIsRefused(
      BiFunction<Bind, String, ProviderStandIn> start, Bind bind) throws Exception {
    var zone = bind.newZone("example.com");
    try (var trial = open(start.apply(bind, zone), "_acme-challenge.not-ours.test")) {
      trial.assertFails(trial.call(), Outcome.FAILED);
    }
  }
}
