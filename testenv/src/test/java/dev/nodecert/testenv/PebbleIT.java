package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

@TestEnvironment
class PebbleIT {

  private static final String KEY =
      "kid-1=zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

  private final ObjectMapper json = new ObjectMapper();

  private JsonNode directory(Pebble pebble) throws IOException {
    try (var http = Http.trusting(pebble.authority())) {
      return json.readTree(http.get(pebble.directory()).body());
    }
  }

  @Test
  void servesItsDirectoryByHttps(Pebble pebble) throws IOException {
    var directory = directory(pebble);

    assertThat(directory.path("newOrder").asText()).startsWith("https://127.0.0.1:");
    assertThat(directory.path("renewalInfo").asText()).isNotEmpty();
    assertThat(directory.at("/meta/profiles").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("default", "shortlived");
  }

  @Test
  void isTrustedByItsOwnAuthorityOnly(Pebble pebble) throws IOException {
    var address = pebble.directory();
    try (var stranger =
        (SSLSocket)
            SSLSocketFactory.getDefault().createSocket(address.getHost(), address.getPort())) {
      assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(stranger::startHandshake);
    }
  }

  @Test
  void tellsItsRoots(Pebble pebble, @PebbleWith(alternateRoots = 1) Pebble twoChains)
      throws GeneralSecurityException {
    assertThat(pebble.roots()).hasSize(1);
    assertThat(twoChains.roots()).hasSize(2).doesNotContainAnyElementsOf(pebble.roots());
    for (X509Certificate root : twoChains.roots()) {
      root.verify(root.getPublicKey());
    }
  }

  @Test
  void isOneForEachConfiguration(
      Pebble pebble,
      @PebbleWith Pebble same,
      @PebbleWith(retryAfterSeconds = 1) Pebble other,
      @PebbleWith(retryAfterSeconds = 1) Pebble sameAsOther) {
    assertThat(pebble).isSameAs(same).isNotSameAs(other);
    assertThat(other).isSameAs(sameAsOther);
    assertThat(other.httpPort()).isNotEqualTo(pebble.httpPort());
  }

  @Test
  void isConfiguredByAnnotation(
      @PebbleWith(externalAccountKeys = KEY, profiles = "hour=PT1H", caaIdentities = "ca.example")
          Pebble pebble)
      throws IOException {
    var meta = directory(pebble).path("meta");

    assertThat(meta.path("externalAccountRequired").asBoolean()).isTrue();
    assertThat(meta.path("profiles").fieldNames()).toIterable().containsExactly("hour");
    assertThat(meta.at("/caaIdentities/0").asText()).isEqualTo("ca.example");
  }

  @Test
  void hasNoDnsOfItsOwnWhereItAsksAnother(
      @PebbleWith(dns = PebbleWith.Dns.BIND) Pebble pebble, Bind bind) {
    assertThatIllegalStateException()
        .isThrownBy(pebble::dns)
        .withMessage("This CA asks %s: change the zones there".formatted(bind.nameServer()));
  }

  @Test
  void takesDnsRecordsAndRefusesNonsense(Pebble pebble) {
    pebble.dns().addAddress("pve1.example.com", Loopback.random());
    pebble.dns().addText("_acme-challenge.pve1.example.com", "value");
    pebble.dns().addIssuer("pve1.example.com", "pebble.letsencrypt.org");
    pebble.dns().addServerFailure("pve2.example.com");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pebble.dns().addAddress("", Loopback.random()))
        .withMessageStartingWith("add-a: 400");
  }
}
