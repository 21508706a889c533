package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmeShProvider;
import dev.nodecert.api.v1alpha1.PluginOutput;
import dev.nodecert.operator.challenge.dns01.DnsProvider;
import dev.nodecert.operator.challenge.dns01.ProviderUnavailableException;
import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptCall.Action;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptsUnavailableException;
import dev.nodecert.operator.duration.DurationText;
import dev.nodecert.operator.plugin.ScriptStates.Owner;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider that one of acme.sh's scripts knows. */
final class ScriptProvider implements DnsProvider {

  private static final Logger LOG = LoggerFactory.getLogger(ScriptProvider.class);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
  private static final int MAX_OUTPUT = 4096;
  private static final Set<Trait> INDEPENDENT =
      Set.of(Trait.SHARES_RECORD_SETS, Trait.MERGES_RECORD_SETS, Trait.MERGES_ZONES);

  private final String plugin;
  private final AcmeShProvider spec;
  private final ScriptSettings settings;
  private final Scripts scripts;
  private final CallLocks locks;
  private final ScriptStates states;
  private final PluginReports reports;
  private final InstantSource clock;

  ScriptProvider(
      String plugin,
      AcmeShProvider spec,
      ScriptSettings settings,
      Scripts scripts,
      CallLocks locks,
      ScriptStates states,
      PluginReports reports,
      InstantSource clock) {
    this.plugin = plugin;
    this.spec = spec;
    this.settings = settings;
    this.scripts = scripts;
    this.locks = locks;
    this.states = states;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public Values values() {
    return scripts
        .apis()
        .find(spec.api())
        .map(DnsApi::traits)
        .filter(traits -> INDEPENDENT.stream().anyMatch(traits::has))
        .map(_ -> Values.INDEPENDENT)
        .orElse(Values.TOGETHER);
  }

  @Override
  public void add(TxtRecord record) throws InterruptedException, ProviderUnavailableException {
    var given = given();
    var owner = new Owner(plugin, given.api(), record);
    states.put(owner, run(Action.ADD, given, owner).state());
  }

  @Override
  public void remove(TxtRecord record) throws InterruptedException, ProviderUnavailableException {
    var given = given();
    var owner = new Owner(plugin, given.api(), record);
    run(Action.REMOVE, given, owner);
    states.discard(owner);
  }

  private ScriptSettings.Given given() {
    try {
      return settings.read(spec);
    } catch (PluginRefusedException refusal) {
      throw new DnsFailure(refusal.reason(), PluginReports.SEE_PLUGIN.formatted(plugin));
    }
  }

  private ScriptResult run(Action action, ScriptSettings.Given given, Owner owner)
      throws InterruptedException, ProviderUnavailableException {
    var record = owner.record();
    var call =
        new ScriptCall(
            given.api(),
            action,
            record.name(),
            record.value(),
            given.settings(),
            given.credentials(),
            given.files(),
            states.get(owner),
            timeout());
    var result = result(call);
    if (result.outcome() != ScriptResult.Outcome.SUCCEEDED) {
      throw failed(call, result);
    }
    LOG.debug("plugin {}: {}: {}", plugin, describe(call), result.output());
    return result;
  }

  private ScriptResult result(ScriptCall call)
      throws InterruptedException, ProviderUnavailableException {
    try {
      return locks.run(plugin, call.api(), call.recordName(), () -> scripts.runner().run(call));
    } catch (ScriptsUnavailableException e) {
      LOG.warn("plugin {}: {}: {}", plugin, describe(call), e.why());
      throw new ProviderUnavailableException(e.why());
    }
  }

  private Duration timeout() {
    return Optional.ofNullable(spec.timeout()).map(DurationText::parse).orElse(DEFAULT_TIMEOUT);
  }

  /** A tenant is told that it failed; what the provider said is for the admin's eyes. */
  private DnsFailure failed(ScriptCall call, ScriptResult result) {
    var sentence = sentence(call, result);
    LOG.warn("plugin {}: {}: {}: {}", plugin, describe(call), sentence, result.output());
    reports.report(
        plugin,
        new PluginOutput(
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            describe(call),
            sentence,
            end(result.output())));
    return new DnsFailure(
        result.outcome() == ScriptResult.Outcome.TIMED_OUT ? "ProviderTimedOut" : "ProviderFailed",
        "AcmePlugin %s could not %s. ".formatted(plugin, describe(call))
            + PluginReports.SEE_PLUGIN.formatted(plugin));
  }

  private static String sentence(ScriptCall call, ScriptResult result) {
    return switch (result.outcome()) {
      case SUCCEEDED -> "The script has done it.";
      case FAILED -> "The script failed with exit code %d.".formatted(result.exitCode());
      case TIMED_OUT -> "The script did not end within %s and was ended.".formatted(call.timeout());
      case PROGRAM_MISSING -> "The script needs a program that is not there.";
      case NOT_STARTED -> "The script could not be started.";
    };
  }

  private static String describe(ScriptCall call) {
    return "%s %s".formatted(call.action().name().toLowerCase(Locale.ROOT), call.recordName());
  }

  private static String end(String output) {
    return output.length() <= MAX_OUTPUT ? output : output.substring(output.length() - MAX_OUTPUT);
  }
}
