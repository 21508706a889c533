package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.upload.Verdict;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was seen of a certificate that somebody keeps in a Secret. */
sealed interface UploadState {

  /** The certificate comes from elsewhere. */
  record NotNeeded() implements UploadState {}

  /** It was not judged, for there is too much to do now. */
  record Postponed(Instant until) implements UploadState {}

  /**
   * It is not there, or not good.
   *
   * @param from when it will be good, where only its time has not come
   */
  record Refused(Finding why, Optional<Instant> from) implements UploadState {}

  /**
   * It is good.
   *
   * @param root that clients are to trust, as far as it was uploaded, too
   * @param expiry of the chain
   * @param remark what its owner should know nevertheless
   */
  record Accepted(
      CertificateChain chain,
      PrivateKeyPair key,
      Optional<X509Certificate> root,
      Instant expiry,
      Optional<Finding> remark)
      implements UploadState {

    private static final Duration WARNING = Duration.ofDays(30);
    private static final int SHARE = 3;

    static Accepted of(Verdict.Accepted verdict, Instant now) {
      return new Accepted(
          verdict.chain(),
          verdict.key(),
          verdict.root(),
          verdict.expiry(),
          Stream.of(expiresSoon(verdict, now), uncovered(verdict), noted(verdict))
              .flatMap(Optional::stream)
              .findFirst());
    }

    /** When its owner is warned that it ends. */
    Instant warnedAt() {
      return warnedAt(chain, expiry);
    }

    private static Instant warnedAt(CertificateChain chain, Instant expiry) {
      var share =
          Duration.between(chain.leaf().getNotBefore().toInstant(), expiry).dividedBy(SHARE);
      return expiry.minus(share.compareTo(WARNING) < 0 ? share : WARNING);
    }

    private static Optional<Finding> expiresSoon(Verdict.Accepted verdict, Instant now) {
      return now.isBefore(warnedAt(verdict.chain(), verdict.expiry()))
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  "ExpiresSoon",
                  "The uploaded certificate expires at %s. Upload another one before."
                      .formatted(verdict.expiry())));
    }

    private static Optional<Finding> uncovered(Verdict.Accepted verdict) {
      return verdict.uncovered().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  "NamesNotCovered",
                  "The uploaded certificate is not for %s."
                      .formatted(NameList.of(new TreeSet<>(verdict.uncovered())))));
    }

    private static Optional<Finding> noted(Verdict.Accepted verdict) {
      return verdict.notes().stream()
          .findFirst()
          .map(note -> new Finding(note.reason(), note.message()));
    }

    /** A hash of what is to be in the Secret. */
    String hash() {
      return TextHash.of(chain.toPem());
    }
  }
}
