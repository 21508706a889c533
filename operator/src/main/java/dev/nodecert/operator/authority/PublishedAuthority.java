package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a ConfigMap tells clients, people and ourselves of the CA.
 *
 * @param bundle the roots to trust
 * @param state a word: {@code Ready}, {@code RollingOver}, or why there is no CA
 * @param expires when the CA that signs ends
 * @param current the CA that signs
 * @param next the CA that signs next, where there is one
 */
record PublishedAuthority(
    List<X509Certificate> bundle,
    String state,
    Optional<Instant> expires,
    Optional<Announced> current,
    Optional<Announced> next) {

  /** The ConfigMap's name. */
  static final String NAME = "nodecert-ca";

  /** What a ConfigMap without anything tells. */
  static final PublishedAuthority NOTHING =
      new PublishedAuthority(List.of(), "", Optional.empty(), Optional.empty(), Optional.empty());

  static final String LABEL = "nodecert.dev/cluster-ca";
  static final String BUNDLE = "ca.crt";
  private static final String STATE = "nodecert.dev/ca-state";
  private static final String FINGERPRINT = "nodecert.dev/ca-fingerprint";
  private static final String SINCE = "nodecert.dev/ca-since";
  private static final String EXPIRES = "nodecert.dev/ca-expires";
  private static final String NEXT_FINGERPRINT = "nodecert.dev/ca-next-fingerprint";
  private static final String NEXT_SINCE = "nodecert.dev/ca-next-since";

  /** Annotation by which an admin asks for a new CA: a time. */
  static final String NEW_CA = "nodecert.dev/new-ca";

  public PublishedAuthority {
    bundle = List.copyOf(bundle);
  }

  /**
   * A CA that clients were told of.
   *
   * @param since when they were first told of it in this place
   */
  record Announced(String fingerprint, Instant since) {

    /** The same CA with the time that it has, or another one with this time. */
    static Announced of(X509Certificate ca, Optional<Announced> former, Instant now) {
      var fingerprint = Certificates.fingerprint(ca);
      return former
          .filter(it -> it.fingerprint().equals(fingerprint) && !it.since().isAfter(now))
          .orElseGet(() -> new Announced(fingerprint, now.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /** The same with another word for its state. */
  PublishedAuthority withState(String other) {
    return new PublishedAuthority(bundle, other, expires, current, next);
  }

  /** Whether it tells of any CA. */
  boolean tellsOfACA() {
    return current.isPresent() || !bundle.isEmpty();
  }

  /** Whether it tells of a CA. */
  boolean tellsOf(X509Certificate ca) {
    var wanted = Certificates.fingerprint(ca);
    return announced().anyMatch(it -> it.fingerprint().equals(wanted)) || bundle.contains(ca);
  }

  /** When clients were last told of another CA. */
  Instant lastChange() {
    return announced().map(Announced::since).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private Stream<Announced> announced() {
    return Stream.concat(current.stream(), next.stream());
  }

  /** Reads a ConfigMap; what is damaged in it is not told. */
  static PublishedAuthority of(ConfigMap map) {
    return new PublishedAuthority(
        bundle(map),
        annotation(map, STATE).orElse(""),
        time(map, EXPIRES),
        announced(map, FINGERPRINT, SINCE),
        announced(map, NEXT_FINGERPRINT, NEXT_SINCE));
  }

  private static Optional<Announced> announced(ConfigMap map, String name, String since) {
    return annotation(map, name)
        .map(it -> new Announced(it, time(map, since).orElse(Instant.EPOCH)));
  }

  /** When an admin asked for a new CA. */
  static Optional<Instant> newWantedAt(ConfigMap map) {
    return time(map, NEW_CA);
  }

  private static List<X509Certificate> bundle(ConfigMap map) {
    try {
      var text = text(map);
      return text.isEmpty() ? List.of() : CertificateChain.parse(text.get()).certificates();
    } catch (MalformedPemException e) {
      return List.of();
    }
  }

  private static Optional<String> annotation(ConfigMap map, String name) {
    return Optional.ofNullable(map.getMetadata().getAnnotations()).map(all -> all.get(name));
  }

  private static Optional<Instant> time(ConfigMap map, String name) {
    try {
      return annotation(map, name)
          .map(Instant::parse)
          .map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The ConfigMap as it is applied: our fields only. */
  ConfigMap toConfigMap(String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(NAME)
        .addToLabels(LABEL, "true")
        .withAnnotations(annotations())
        .endMetadata()
        .withData(text().map(pem -> Map.of(BUNDLE, pem)).orElse(Map.of()))
        .build();
  }

  private Map<String, String> annotations() {
    var annotations = new HashMap<String, String>();
    annotations.put(STATE, state);
    expires.ifPresent(it -> annotations.put(EXPIRES, it.toString()));
    current.ifPresent(it -> {
      annotations.put(FINGERPRINT, it.fingerprint());
      annotations.put(SINCE, it.since().toString());
    });
    next.ifPresent(it -> {
      annotations.put(NEXT_FINGERPRINT, it.fingerprint());
      annotations.put(NEXT_SINCE, it.since().toString());
    });
    return annotations;
  }

  /** Whether NodeCert wrote a ConfigMap. */
  static boolean isOurs(ConfigMap map) {
    return Optional.ofNullable(map.getMetadata().getLabels())
        .filter(labels -> labels.containsKey(LABEL))
        .isPresent();
  }

  /** Whether a ConfigMap says all this and, of what is ours, nothing else. */
  boolean isIn(ConfigMap map) {
    return isOurs(map) && ours(map).equals(annotations()) && text(map).equals(text());
  }

  private Optional<String> text() {
    return bundle.isEmpty() ? Optional.empty() : Optional.of(new CertificateChain(bundle).toPem());
  }

  private static Optional<String> text(ConfigMap map) {
    return Optional.ofNullable(map.getData()).map(data -> data.get(BUNDLE));
  }

  private static Map<String, String> ours(ConfigMap map) {
    var ours = new HashMap<String, String>();
    Stream.of(STATE, FINGERPRINT, SINCE, EXPIRES, NEXT_FINGERPRINT, NEXT_SINCE)
        .forEach(name -> annotation(map, name).ifPresent(value -> ours.put(name, value)));
    return ours;
  }
}
