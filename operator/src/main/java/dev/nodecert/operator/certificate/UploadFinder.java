package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.certificate.DesiredSource.Uploaded;
import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.upload.CheckPool;
import dev.nodecert.operator.upload.Judgement;
import dev.nodecert.operator.upload.Upload;
import dev.nodecert.operator.upload.Verdict;
import dev.nodecert.operator.x509.Passphrase;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Has the certificate judged that somebody keeps in a Secret; each state of it once. */
final class UploadFinder {

  private static final String SECRET = "spec.custom.secretRef";
  private static final String PASSPHRASE = "spec.custom.passphraseSecretRef";

  private static final Duration POSTPONEMENT = Duration.ofSeconds(1);

  private final InputSecrets inputs;
  private final CheckPool checks;
  private final InstantSource clock;
  private final ConcurrentMap<String, Judged> judged = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Judgement> begun = new ConcurrentHashMap<>();

  UploadFinder(InputSecrets inputs, CheckPool checks, InstantSource clock) {
    this.inputs = inputs;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * A verdict.
   *
   * @param until when the same upload may be judged otherwise, for a certificate has its time
   */
  private record Judged(Upload upload, Verdict verdict, Optional<Instant> until) {

    boolean isOf(Upload other, Instant now) {
      return upload.isSameAs(other) && until.filter(end -> !now.isBefore(end)).isEmpty();
    }
  }

  UploadState find(DesiredCertificate desired, Context<NodeCertificate> context) {
    if (!(desired.source() instanceof Uploaded wanted)) {
      forget(desired.owner().uid());
      return new UploadState.NotNeeded();
    }
    try {
      return state(judge(desired, read(desired, wanted, context)));
    } catch (UnreadableInputException e) {
      return new UploadState.Refused(e.finding(), Optional.empty());
    }
  }

  /** The NodeCertificate is gone. */
  void forget(NodeCertificate certificate) {
    forget(certificate.getMetadata().getUid());
  }

  private void forget(String uid) {
    judged.remove(uid);
    begun.remove(uid);
  }

  private Upload read(DesiredCertificate desired, Uploaded wanted, Context<NodeCertificate> context)
      throws UnreadableInputException {
    var namespace = desired.owner().namespace();
    var secret = inputs.read(namespace, wanted.secret(), SECRET, context);
    var passphrase = Optional.<Passphrase>empty();
    if (wanted.passphrase().isPresent()) {
      passphrase =
          Optional.of(inputs.passphrase(namespace, wanted.passphrase().get(), PASSPHRASE, context));
    }
    return new Upload(entries(secret), passphrase, desired.signedNames());
  }

  private static Map<String, byte[]> entries(Secret secret) {
    var entries = new HashMap<String, byte[]>();
    if (secret.getData() != null) {
      secret.getData().forEach((name, value) -> entries.put(name, bytes(value)));
    }
    return entries;
  }

  /** The API server lets no other in; a Secret made by a test may have it. */
  private static byte[] bytes(String value) {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private Verdict judge(DesiredCertificate desired, Upload upload) {
    var now = clock.instant();
    return Optional.ofNullable(judged.get(desired.owner().uid()))
        .filter(former -> former.isOf(upload, now))
        .map(Judged::verdict)
        .orElseGet(() ->
            judgement(desired.owner(), upload)
                .map(judgement -> verdict(desired.owner(), upload, judgement))
                .orElseGet(Verdict.Postponed::new));
  }

  /** The one that is at work, however often it is asked for, or a new one. */
  private Optional<Judgement> judgement(Owner owner, Upload upload) {
    var known = Optional.ofNullable(begun.get(owner.uid())).filter(it -> it.canTell(upload));
    if (known.isPresent()) {
      return known;
    }
    var judgement = checks.begin(owner.namespace(), upload);
    judgement.ifPresent(it -> begun.put(owner.uid(), it));
    return judgement;
  }

  private Verdict verdict(Owner owner, Upload upload, Judgement judgement) {
    var verdict = judgement.verdict();
    if (!(verdict instanceof Verdict.Postponed)) {
      judged.put(owner.uid(), new Judged(upload, verdict, until(verdict)));
      begun.remove(owner.uid());
    }
    return verdict;
  }

  private static Optional<Instant> until(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> Optional.of(accepted.expiry());
      case Verdict.Refused(_, _, var from) -> from;
      case Verdict.Postponed _ -> Optional.empty();
    };
  }

  private UploadState state(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> UploadState.Accepted.of(accepted, clock.instant());
      case Verdict.Refused(var reason, var message, var from) ->
          new UploadState.Refused(new Finding(reason, message), from);
      case Verdict.Postponed _ -> new UploadState.Postponed(clock.instant().plus(POSTPONEMENT));
    };
  }
}
