package dev.nodecert.operator.upload;

import dev.nodecert.operator.upload.Verdict.Accepted;
import dev.nodecert.operator.upload.Verdict.Note;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.ChainAssembly;
import dev.nodecert.operator.x509.Issuance;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what was uploaded: the first objection wins. */
public final class UploadCheck {

  private UploadCheck() {}

  /** The verdict on an upload; it may take seconds, where a pass phrase has to be hashed often. */
  public static Verdict judge(Upload upload, Instant now) {
    try {
      var material = Entries.read(upload);
      var assembly = assemble(material, now);
      new ChainRules(material.certificatesEntry(), assembly, now).require();
      return accepted(material, assembly, upload.names());
    } catch (RefusedException e) {
      return e.verdict();
    }
  }

  private static ChainAssembly assemble(Material material, Instant now) throws RefusedException {
    return ChainAssembly.of(material.key(), material.certificates(), now)
        .orElseThrow(() ->
            new RefusedException(
                "KeyMismatch",
                "The private key in the Secret's %s is not that of a certificate in its %s. Add the one that is."
                    .formatted(material.keyEntry(), material.certificatesEntry())));
  }

  private static Accepted accepted(Material material, ChainAssembly assembly, Set<String> names) {
    var chain = assembly.chain();
    var facts = CertificateFacts.of(chain.leaf());
    return new Accepted(
        chain,
        material.key(),
        assembly.root(),
        names.stream().filter(name -> !facts.covers(name)).collect(Collectors.toSet()),
        chain.end(),
        notes(material, assembly));
  }

  private static List<Note> notes(Material material, ChainAssembly assembly) {
    return Stream.of(
            reordered(material, assembly), leftOut(assembly.leftOver()), unknownIssuer(assembly))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Note> reordered(Material material, ChainAssembly assembly) {
    return assembly.isInOrderOf(material.certificates())
        ? Optional.empty()
        : Optional.of(new Note("ChainReordered", "The chain was put into the order of TLS."));
  }

  private static Optional<Note> leftOut(List<X509Certificate> leftOver) {
    return leftOver.stream()
        .findFirst()
        .map(first ->
            new Note(
                "CertificatesLeftOut",
                "%d of the certificates were left out, for they are not of the chain, the first %s."
                    .formatted(leftOver.size(), DistinguishedName.subject(first))));
  }

  private static Optional<Note> unknownIssuer(ChainAssembly assembly) {
    var leaf = assembly.chain().leaf();
    if (Issuance.isSelfSigned(leaf)) {
      return Optional.of(
          new Note("SelfSigned", "The certificate is self-signed: clients must trust it itself."));
    }
    return assembly.chain().issuers().isEmpty() && assembly.root().isEmpty()
        ? Optional.of(
            new Note(
                "IssuerNotIncluded",
                "The certificate came without its issuer's: clients must know %s."
                    .formatted(DistinguishedName.issuer(leaf))))
        : Optional.empty();
  }
}
