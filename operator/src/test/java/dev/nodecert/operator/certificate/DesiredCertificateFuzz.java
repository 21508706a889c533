package dev.nodecert.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Fallback;
import dev.nodecert.api.v1alpha1.KeyRotation;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.KeyType;
import java.net.URI;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two lines of domain names: only what is one order may look like one order. */
final class DesiredCertificateFuzz {

  private static final URI DIRECTORY = URI.create("https://ca.example.com/directory");

  /** What the CRD lets through, and a little more. */
  private static final String NOT_OF_A_NAME = "[^-_*.:0-9A-Za-z]+";

  private DesiredCertificateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var lines = new String(input, UTF_8).split("\n", 2);
    var one = desired(lines[0]);
    var other = desired(lines.length > 1 ? lines[1] : "");

    assertThat(one.orderHash(DIRECTORY).equals(other.orderHash(DIRECTORY)))
        .isEqualTo(one.order().names().equals(other.order().names()));
    assertThat(NameList.of(one.order().names()).split(", | and ", -1)).hasSizeLessThanOrEqualTo(6);
  }

  private static DesiredCertificate desired(String names) {
    return new DesiredCertificate(
        SecretTarget.of(new TlsSecret.Owner("proxy", "pve1", "uid-1"), "pve1-tls"),
        "pve1",
        new DesiredOrder(
            "default",
            Stream.of(names.split(NOT_OF_A_NAME))
                .filter(name -> !name.isEmpty())
                .map(name -> new DesiredDomain(name, DesiredDomain.STANDALONE, Optional.empty()))
                .collect(
                    Collectors.toMap(DesiredDomain::name, d -> d, (one, _) -> one, TreeMap::new)),
            Optional.empty(),
            Optional.empty()),
        new TreeSet<>(),
        Fallback.None,
        new KeyType.Ecdsa(256),
        KeyRotation.Always);
  }
}
