package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.ProofState;
import dev.nodecert.operator.acme.AcmeAuthorization;
import dev.nodecert.operator.acme.AcmeChallenge;
import dev.nodecert.operator.challenge.dns01.RecordKey;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.plugin.DnsPlugin;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which records prove the names of an order, and what its status says of them: always from spec and
 * DNS, never from what a status said.
 */
record ChallengeTargets(Observation o, Map<DesiredDomain, ChallengeLocation> locations) {

  /** A record that proves a domain, and the plugin that sets it. */
  record Target(DnsPlugin plugin, RecordKey key) {}

  /** The record of a proof; empty where it needs none. */
  Optional<Target> of(Proof proof) {
    return o.plugin(proof.domain())
        .dns()
        .flatMap(plugin ->
            recordName(proof)
                .map(name -> new TxtRecord(name, proof.challenge().digest()))
                .map(record ->
                    new Target(
                        plugin, new RecordKey(o.desired().owner().uid(), plugin.name(), record))));
  }

  private Optional<String> recordName(Proof proof) {
    return locations.get(proof.domain()) instanceof ChallengeLocation.At(var name)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** The records of proofs as a status lists them. */
  List<ChallengeRecord> records(List<Proof> proofs) {
    var since = o.now().truncatedTo(ChronoUnit.SECONDS);
    return proofs.stream()
        .flatMap(proof -> of(proof).stream())
        .map(Target::key)
        .map(key ->
            new ChallengeRecord(key.record().name(), key.record().value(), key.plugin(), since))
        .toList();
  }

  /** Whether a status lists records already, since whenever. */
  static boolean areListed(List<ChallengeRecord> needed, Collection<ChallengeRecord> listed) {
    return needed.stream()
        .allMatch(record -> listed.stream().anyMatch(known -> isSame(record, known)));
  }

  static boolean isSame(ChallengeRecord one, ChallengeRecord other) {
    return one.name().equals(other.name())
        && one.value().equals(other.value())
        && one.plugin().equals(other.plugin());
  }

  /** How each name is proven, as a status tells it. */
  List<NameProof> nameProofs(List<AcmeAuthorization> authorizations, List<Proof> proofs) {
    var byName =
        proofs.stream()
            .collect(Collectors.toMap(proof -> proof.domain().name(), Function.identity()));
    return authorizations.stream()
        .map(authorization ->
            nameProof(authorization, Optional.ofNullable(byName.get(authorization.name()))))
        .sorted(Comparator.comparing(NameProof::name))
        .toList();
  }

  private NameProof nameProof(AcmeAuthorization authorization, Optional<Proof> proof) {
    var challenge = proof.map(Proof::challenge);
    return new NameProof(
        authorization.name(),
        authorization.url().toString(),
        proof.isPresent() ? ProofState.Pending : ProofState.Valid,
        challenge.map(c -> c.url().toString()).orElse(null),
        challenge.map(AcmeChallenge::type).orElse(null),
        challenge.map(AcmeChallenge::token).orElse(null),
        proof.flatMap(this::recordName).orElse(null));
  }
}
