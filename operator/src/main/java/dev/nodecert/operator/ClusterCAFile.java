package dev.nodecert.operator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.nodecert.operator.authority.AuthorityConfiguration;
import dev.nodecert.operator.authority.AuthorityConfiguration.Publication;
import dev.nodecert.operator.authority.AuthorityConfiguration.UnconstrainedTrust;
import dev.nodecert.operator.authority.NameConstraints;
import dev.nodecert.operator.authority.NameGrant;
import dev.nodecert.operator.ip.IpRange;
import dev.nodecert.operator.x509.KeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * How the cluster CA is to be, as a file in YAML says it. What it does not say stays as {@link
 * AuthorityConfiguration#DEFAULT} has it.
 */
record ClusterCAFile(
    @Nullable PrivateKey privateKey,
    @Nullable String lifetime,
    @Nullable Names nameConstraints,
    @Nullable List<Grant> grants,
    @Nullable Publish publish) {

  /** Of a CA that is made. */
  record PrivateKey(@Nullable String algorithm, @Nullable Integer size) {}

  /** Domains, each with all names below it, and ranges of addresses. */
  record Names(@Nullable List<String> dnsNames, @Nullable List<String> cidrs) {}

  /** Names that namespaces may have. */
  record Grant(
      @Nullable List<String> namespaces,
      @Nullable List<String> dnsNames,
      @Nullable List<String> cidrs) {}

  /** Which namespaces get the CA's certificate. */
  record Publish(@Nullable String namespaceSelector, @Nullable Boolean unconstrained) {}

  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final List<String> KEYS = List.of("ECDSA 256", "ECDSA 384", "RSA 4096");
  private static final int DEFAULT_RSA_SIZE = 4096;
  private static final int DEFAULT_ECDSA_SIZE = 384;

  /**
   * Reads a file.
   *
   * @throws TypeConversionException when it cannot be read, or says what cannot be
   */
  static AuthorityConfiguration read(String path) {
    try {
      var text = YAML.readTree(Files.readString(Path.of(path)));
      return text.isMissingNode()
          ? AuthorityConfiguration.DEFAULT
          : YAML.treeToValue(text, ClusterCAFile.class).configuration();
    } catch (JacksonException e) {
      throw refused(path, e.getOriginalMessage());
    } catch (IOException e) {
      throw refused(path, "it cannot be read");
    } catch (IllegalArgumentException e) {
      throw refused(path, String.valueOf(e.getMessage()));
    }
  }

  private static TypeConversionException refused(String path, String why) {
    return new TypeConversionException(
        "%s says nothing that the cluster CA could be: %s.".formatted(path, why));
  }

  private AuthorityConfiguration configuration() {
    var standard = AuthorityConfiguration.DEFAULT;
    return new AuthorityConfiguration(
        privateKey == null ? standard.keyType() : keyType(privateKey),
        lifetime == null ? standard.lifetime() : lifetime(lifetime),
        nameConstraints == null
            ? NameConstraints.NONE
            : new NameConstraints(
                orNone(nameConstraints.dnsNames()), ranges(nameConstraints.cidrs())),
        orNone(grants).stream().map(ClusterCAFile::grant).toList(),
        publish == null ? standard.publication() : publication(publish));
  }

  private static KeyType keyType(PrivateKey key) {
    var algorithm = Optional.ofNullable(key.algorithm()).orElse("ECDSA");
    var size =
        Optional.ofNullable(key.size())
            .orElse(algorithm.equals("RSA") ? DEFAULT_RSA_SIZE : DEFAULT_ECDSA_SIZE);
    if (!KEYS.contains(algorithm + " " + size)) {
      throw new IllegalArgumentException(
          "privateKey is %s %s, and must be one of %s"
              .formatted(algorithm, size, String.join(", ", KEYS)));
    }
    return KeyType.of(Optional.of(algorithm), Optional.of(size));
  }

  private static Duration lifetime(String text) {
    try {
      return DurationConverter.parse(text);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException("lifetime " + e.getMessage(), e);
    }
  }

  private static NameGrant grant(Grant grant) {
    return new NameGrant(
        Set.copyOf(orNone(grant.namespaces())), orNone(grant.dnsNames()), ranges(grant.cidrs()));
  }

  private static List<IpRange> ranges(@Nullable List<String> cidrs) {
    return orNone(cidrs).stream()
        .map(cidr ->
            IpRange.parse(cidr)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "'" + cidr + "' is no range in CIDR notation, such as 192.0.2.0/24")))
        .toList();
  }

  private static Publication publication(Publish publish) {
    return new Publication(
        Optional.ofNullable(publish.namespaceSelector()),
        Boolean.TRUE.equals(publish.unconstrained())
            ? UnconstrainedTrust.ALLOWED
            : UnconstrainedTrust.REFUSED);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
