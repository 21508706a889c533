package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.x509.KeyType;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredCertificateTest {

  private static final URI DIRECTORY = URI.create("https://ca.example.com/directory");
  private static final String SPEC =
      "{source: ACME, acme: {accountRef: {name: default}, domains: [{domain: b.de}, {domain: a.de}]}}";

  @Test
  void aSpecSaysWhatIsDesired() {
    var desired = desired(SPEC);

    assertThat(desired.owner()).isEqualTo(new Owner("proxy", "pve1", "uid-1"));
    assertThat(desired.order().account()).isEqualTo("default");
    assertThat(desired.order().names()).containsExactly("a.de", "b.de");
  }

  @Test
  void theSecretIsNamedAfterTheCertificateUnlessTheSpecNamesIt() {
    assertThat(desired(SPEC).secretName()).isEqualTo("pve1-tls");
    assertThat(desired(SPEC.replace("{source", "{secretName: mine, source")).secretName())
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                          | ECDSA | 256 ",
        "{}                            | ECDSA | 256 ",
        "{algorithm: ECDSA}            | ECDSA | 256 ",
        "{algorithm: ECDSA, size: 384} | ECDSA | 384 ",
        "{size: 384}                   | ECDSA | 384 ",
        "{algorithm: RSA}              | RSA   | 2048",
        "{algorithm: RSA, size: 4096}  | RSA   | 4096",
      })
  void aKeyHasItsDefaults(String privateKey, String algorithm, int size) {
    assertThat(desired(withKey(privateKey)).keyType())
        .returns(algorithm, KeyType::algorithm)
        .returns(size, KeyType::size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a name more   | [{domain: a.de}, {domain: b.de}, {domain: c.de}] | null            ",
        "a name less   | [{domain: a.de}]                                 | null            ",
        "another name  | [{domain: a.de}, {domain: '*.b.de'}]             | null            ",
        "another size  | [{domain: a.de}, {domain: b.de}]                 | {size: 384}     ",
        "another key   | [{domain: a.de}, {domain: b.de}]                 | {algorithm: RSA}",
      })
  void anotherOrderHasAnotherHash(String change, String domains, String privateKey) {
    var changed =
        desired(
            "{source: ACME, privateKey: %s, acme: {accountRef: {name: default}, domains: %s}}"
                .formatted(privateKey, domains));

    assertThat(changed.orderHash(DIRECTORY))
        .as(change)
        .isNotEqualTo(desired(SPEC).orderHash(DIRECTORY));
  }

  @Test
  void anAddressMoreIsAnotherOrderAndOneOfItsNames() {
    var desired = desired(SPEC.replace("acme: {", "acme: {ipAddresses: ['2001:db8::7'], "));

    assertThat(desired.order().names()).containsExactly("2001:db8::7", "a.de", "b.de");
    assertThat(desired.order().dnsNames()).containsExactly("a.de", "b.de");
    assertThat(desired.order().ipAddresses()).containsExactly("2001:db8::7");
    assertThat(desired.order().plugins()).containsExactly("standalone");
    assertThat(desired.orderHash(DIRECTORY)).isNotEqualTo(desired(SPEC).orderHash(DIRECTORY));
  }

  @Test
  void anotherDirectoryIsAnotherOrder() {
    assertThat(desired(SPEC).orderHash(URI.create("https://ca.example.org/directory")))
        .isNotEqualTo(desired(SPEC).orderHash(DIRECTORY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the names in another order | [{domain: a.de}, {domain: b.de}] | null             | default",
        "the defaults written out   | [{domain: b.de}, {domain: a.de}] | {algorithm: ECDSA, size: 256} | default",
        "its key kept               | [{domain: b.de}, {domain: a.de}] | {rotation: Never} | default",
        "another account of the CA  | [{domain: b.de}, {domain: a.de}] | null             | other  ",
      })
  void theSameOrderHasTheSameHash(
      String change, String domains, String privateKey, String account) {
    var same =
        desired(
            "{source: ACME, secretName: x, privateKey: %s, acme: {accountRef: {name: %s}, domains: %s}}"
                .formatted(privateKey, account, domains));

    assertThat(same.orderHash(DIRECTORY)).as(change).isEqualTo(desired(SPEC).orderHash(DIRECTORY));
  }

  /** It stands in annotations and outlives the operator that wrote it. */
  @Test
  void aHashStaysTheSameForEver() {
    assertThat(desired(SPEC).orderHash(DIRECTORY)).isEqualTo("ba176be2894cdcdac5e1bd9c79e19e10");
  }

  private static String withKey(String privateKey) {
    return SPEC.replace("{source", "{privateKey: " + privateKey + ", source");
  }

  private static DesiredCertificate desired(String spec) {
    return Seen.aNewCertificate().spec(spec).observation().desired();
  }
}
