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
  private final ConcurrentMap<String, Judgement> judgements = new ConcurrentHashMap<>();

  UploadFinder(InputSecrets inputs, CheckPool checks, InstantSource clock) {
    this.inputs = inputs;
    this.checks = checks;
    this.clock = clock;
  }

  UploadState find(DesiredCertificate desired, Context<NodeCertificate> context) {
    if (!(desired.source() instanceof Uploaded wanted)) {
      judgements.remove(desired.owner().uid());
      return new UploadState.NotNeeded();
    }
    try {
      var upload = read(desired, wanted, context);
      return judgement(desired.owner(), upload)
          .map(Judgement::verdict)
          .map(this::state)
          .orElseGet(this::postponed);
    } catch (UnreadableInputException e) {
      return new UploadState.Refused(e.finding(), Optional.empty());
    }
  }

  /** The NodeCertificate is gone. */
  void forget(NodeCertificate certificate) {
    judgements.remove(certificate.getMetadata().getUid());
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

  /** The one there is, at work or done, however often it is asked for, or a new one. */
  private Optional<Judgement> judgement(Owner owner, Upload upload) {
    var known =
        Optional.ofNullable(judgements.get(owner.uid()))
            .filter(it -> it.canTell(upload, clock.instant()));
    if (known.isPresent()) {
      return known;
    }
    var judgement = checks.begin(owner.namespace(), upload);
    judgement.ifPresent(it -> judgements.put(owner.uid(), it));
    return judgement;
  }

  private UploadState state(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> UploadState.Accepted.of(accepted, clock.instant());
      case Verdict.Refused(var reason, var message, var from) ->
          new UploadState.Refused(new Finding(reason, message), from);
      case Verdict.Postponed _ -> postponed();
    };
  }

  private UploadState postponed() {
    return new UploadState.Postponed(clock.instant().plus(POSTPONEMENT));
  }
}
