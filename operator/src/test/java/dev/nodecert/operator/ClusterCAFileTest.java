package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class ClusterCAFileTest {

  @TempDir private Path folder;

  @Test
  void aFileSaysAll() {
    assertThat(ClusterCAFile.read("src/test/resources/fixtures/cluster-ca-file.yaml"))
        .isEqualTo(
            new AuthorityConfiguration(
                new KeyType.Rsa(4096),
                Duration.ofDays(1826),
                new NameConstraints(List.of("pve.example.com"), ranges("192.0.2.0/24")),
                List.of(new NameGrant(Set.of("proxy"), List.of("pve.example.com"), List.of())),
                new Publication(
                    Optional.of("nodecert.dev/trust=true"), UnconstrainedTrust.REFUSED)));
  }

  private static List<IpRange> ranges(String... cidrs) {
    return List.of(cidrs).stream().flatMap(cidr -> IpRange.parse(cidr).stream()).toList();
  }

  @Test
  void whatItDoesNotSayStays() throws IOException {
    assertThat(read("{}")).isEqualTo(AuthorityConfiguration.DEFAULT);
    assertThat(read("")).isEqualTo(AuthorityConfiguration.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privateKey: {algorithm: RSA, size: 1024} | privateKey is RSA 1024, and must be one of ECDSA 256, ECDSA 384, RSA 4096",
        "lifetime: 1h | a CA's lifetime is between 90 days and 100 years",
        "lifetime: ten years | lifetime 'ten years' is no duration",
        "grants: [{dnsNames: [example.com]}] | a grant names its namespaces",
        "grants: [{namespaces: [proxy]}] | a grant lists dnsNames, or cidrs, or both",
        "grants: [{namespaces: [proxy], dnsNames: ['*.example.com']}] | a grant's dnsNames are domains, without",
        "grants: [{namespaces: [proxy], cidrs: [192.0.2.0]}] | '192.0.2.0' is no range in CIDR notation",
        "nameConstraint: {} | nameConstraint",
        "'{' | expected",
      })
  void whatCannotBeIsToldWithTheFile(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("cluster-ca.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThatThrownBy(() -> ClusterCAFile.read("/nonexistent/cluster-ca.yaml"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("/nonexistent/cluster-ca.yaml")
        .hasMessageContaining("cannot be read");
  }

  private AuthorityConfiguration read(String text) throws IOException {
    return ClusterCAFile.read(
        Files.writeString(folder.resolve("cluster-ca.yaml"), text).toString());
  }
}
