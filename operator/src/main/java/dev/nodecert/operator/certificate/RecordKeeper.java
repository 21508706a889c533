package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.challenge.dns01.ChallengeRecords;
import dev.nodecert.operator.challenge.dns01.RecordKey;
import dev.nodecert.operator.challenge.dns01.RecordState;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.plugin.DnsPlugin;
import dev.nodecert.operator.plugin.DnsProviders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the records that no challenge needs any more. */
final class RecordKeeper {

  /** There while records are set that must be removed. */
  static final String FINALIZER = "nodecert.dev/challenge-records";

  private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);

  /** For so long it is tried, and for so long a deletion waits for it. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private static final Duration PATIENCE_OF_DELETION = Duration.ofMinutes(2);

  /** SHA-256 in base64url (RFC 8555 section 8.4): whatever else a status lists is not ours. */
  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final ChallengeRecords records;
  private final DnsProviders providers;
  private final CertificateEvents events;
  private final InstantSource clock;

  RecordKeeper(
      ChallengeRecords records,
      DnsProviders providers,
      CertificateEvents events,
      InstantSource clock) {
    this.records = records;
    this.providers = providers;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Whose records they are.
   *
   * @param plugins finds an AcmePlugin by its name
   */
  record Household(
      NodeCertificate certificate, Function<String, Optional<AcmePlugin>> plugins, Runnable wake) {

    String namespace() {
      return certificate.getMetadata().getNamespace();
    }

    RecordKey key(ChallengeRecord record) {
      return new RecordKey(
          certificate.getMetadata().getUid(),
          record.plugin(),
          new TxtRecord(record.name(), record.value()));
    }
  }

  /**
   * Brings all that are listed a step further out; never waits. Those that are gone, or let go, are
   * dropped from the list.
   *
   * @return when to look again, while some are left
   */
  Optional<Instant> remove(Household household, StatusWriter writer) {
    return writer.records().stream()
        .flatMap(record -> remove(household, record, writer).stream())
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> remove(
      Household household, ChallengeRecord record, StatusWriter writer) {
    var key = household.key(record);
    var plugin = plugin(household, record);
    if (plugin.isEmpty()) {
      return letGo(household, record, "its AcmePlugin is gone", writer);
    }
    if (!isOurs(household, key, plugin.get())) {
      return letGo(household, record, "its AcmePlugin may not touch it", writer);
    }
    var dns = plugin.get();
    return switch (records.remove(key, providers.of(dns), dns.check(), household.wake())) {
      case RecordState.Pending(var why, var lookAgain) ->
          isPatient(household, record)
              ? Optional.of(lookAgain)
              : letGo(household, record, why, writer);
      case RecordState.Done _, RecordState.Failed _ -> {
        writer.drop(record);
        yield Optional.empty();
      }
    };
  }

  private static Optional<DnsPlugin> plugin(Household household, ChallengeRecord record) {
    return PluginState.of(record.plugin(), household.plugins().apply(record.plugin())).dns();
  }

  /** A status may list anything: what this process has not set, spec.allow must cover. */
  private boolean isOurs(Household household, RecordKey key, DnsPlugin plugin) {
    return records.isKnown(key)
        || (DIGEST.matcher(key.record().value()).matches()
            && plugin.mayWrite(key.record().name(), household.namespace()));
  }

  private boolean isPatient(Household household, ChallengeRecord record) {
    var deletion = household.certificate().getMetadata().getDeletionTimestamp();
    var end =
        deletion == null
            ? record.since().plus(PATIENCE)
            : Instant.parse(deletion).plus(PATIENCE_OF_DELETION);
    return clock.instant().isBefore(end);
  }

  private Optional<Instant> letGo(
      Household household, ChallengeRecord record, String why, StatusWriter writer) {
    LOG.warn("TXT record {} is let go: {}", record.name(), why);
    events.recordLeft(household.certificate(), record, why);
    records.forget(household.key(record));
    writer.drop(record);
    return Optional.empty();
  }

  /** Writes which records are left; what is listed no more need not be known. */
  void settle(Household household, StatusWriter writer) {
    writer.finish();
    forget(household, writer.dropped().stream());
  }

  /** The certificate is gone: what this process knew of its records goes, too. */
  void forget(NodeCertificate certificate) {
    var household = new Household(certificate, _ -> Optional.empty(), () -> {});
    forget(
        household,
        Stream.ofNullable(certificate.getStatus()).flatMap(status -> status.records().stream()));
  }

  private void forget(Household household, Stream<ChallengeRecord> gone) {
    gone.map(household::key).forEach(records::forget);
  }
}
