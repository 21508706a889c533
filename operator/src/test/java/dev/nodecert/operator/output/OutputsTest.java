package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nodecert.operator.output.OutputSpec.Jks;
import dev.nodecert.operator.output.OutputSpec.Plain;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.Passphrase;
import dev.nodecert.operator.x509.PrivateKeyPem;
import dev.nodecert.operator.x509.TestChain;
import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by Java's own keystores; other readers are in OutputReadersIT. */
class OutputsTest {

  private static final Instant NOT_BEFORE = Instant.parse("2026-11-01T00:00:00Z");
  private static final TestChain CHAIN =
      TestChain.of(List.of("pve1.example.com"), NOT_BEFORE).below(3);
  private static final KeyMaterial MATERIAL = material(CHAIN);
  private static final String PASSWORD = "changeit";
  private static final OutputSpec ALL = spec(PASSWORD, "Node");

  private static KeyMaterial material(TestChain chain) {
    var certificates = chain.make().certificates();
    return new KeyMaterial(
        new CertificateChain(certificates.subList(0, 3)),
        chain.key(),
        List.of(certificates.getLast()));
  }

  private static OutputSpec spec(String text, String alias) {
    var password = password(text);
    return new OutputSpec(
        EnumSet.allOf(Plain.class), Optional.of(password), Optional.of(new Jks(password, alias)));
  }

  private static KeystorePassword password(String text) {
    try {
      return KeystorePassword.of(Passphrase.of(text));
    } catch (UnusablePasswordException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void onlyWhatIsWantedIsMade() {
    var nothing = new OutputSpec(Set.of(), Optional.empty(), Optional.empty());
    var der = new OutputSpec(Set.of(Plain.DER), Optional.empty(), Optional.empty());

    assertThat(Outputs.of(MATERIAL, nothing)).isEmpty();
    assertThat(Outputs.of(MATERIAL, der)).containsOnlyKeys("key.der", "cert.der");
    assertThat(Outputs.of(MATERIAL, ALL))
        .containsOnlyKeys(
            "tls-combined.pem",
            "key.der",
            "cert.der",
            "ca.crt",
            "keystore.p12",
            "truststore.p12",
            "keystore.jks",
            "truststore.jks");
  }

  @Test
  void whomToTrustIsNotGuessed() {
    var unknown = new KeyMaterial(MATERIAL.chain(), MATERIAL.key(), List.of());

    assertThat(Outputs.of(unknown, ALL))
        .containsOnlyKeys(
            "tls-combined.pem", "key.der", "cert.der", "keystore.p12", "keystore.jks");
  }

  @Test
  void whatHasNoPasswordIsWhatItIsMadeOf() throws Exception {
    var outputs = Outputs.of(MATERIAL, ALL);

    var key = MATERIAL.key().keyPair().getPrivate();
    var combined = text(outputs, "tls-combined.pem");
    assertThat(PrivateKeyPem.read(combined).keyPair().getPrivate()).isEqualTo(key);
    assertThat(combined).endsWith(MATERIAL.chain().toPem());
    assertThat(
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(outputs.get("key.der"))))
        .isEqualTo(key);
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(outputs.get("cert.der"))))
        .isEqualTo(MATERIAL.chain().leaf());
    assertThat(CertificateChain.parse(text(outputs, "ca.crt")).certificates())
        .isEqualTo(MATERIAL.authorities());
  }

  @ParameterizedTest
  @CsvSource({"PKCS12, keystore.p12, certificate", "JKS, keystore.jks, node"})
  void aKeystoreHoldsKeyAndChain(String type, String entry, String alias) throws Exception {
    var store = load(MATERIAL, type, entry);

    assertThat(Collections.list(store.aliases())).containsExactly(alias);
    assertThat(store.getKey(alias, PASSWORD.toCharArray()))
        .isEqualTo(MATERIAL.key().keyPair().getPrivate());
    assertThat(store.getCertificateChain(alias))
        .containsExactlyElementsOf(MATERIAL.chain().certificates());
  }

  @ParameterizedTest
  @CsvSource({"PKCS12, truststore.p12", "JKS, truststore.jks"})
  void aTruststoreHoldsTheAuthorities(String type, String entry) throws Exception {
    var authorities =
        List.of(MATERIAL.authorities().getFirst(), MATERIAL.chain().certificates().getLast());
    var material = new KeyMaterial(MATERIAL.chain(), MATERIAL.key(), authorities);

    var store = load(material, type, entry);

    assertThat(Collections.list(store.aliases())).containsExactlyInAnyOrder("ca", "ca-2");
    assertThat(store.isCertificateEntry("ca")).isTrue();
    assertThat(store.getCertificate("ca")).isEqualTo(authorities.getFirst());
    assertThat(store.getCertificate("ca-2")).isEqualTo(authorities.getLast());
  }

  @Test
  void aJksEntryIsDatedByItsCertificate() throws Exception {
    var store = load(MATERIAL, "JKS", "keystore.jks");

    assertThat(store.getCreationDate("node").toInstant()).isEqualTo(NOT_BEFORE);
  }

  @Test
  void rsaKeysFitToo() throws Exception {
    var rsa = new KeyType.Rsa(2048).generate();
    var material = new KeyMaterial(MATERIAL.chain(), rsa, List.of());

    var store = load(material, "JKS", "keystore.jks");

    assertThat(store.getKey("node", PASSWORD.toCharArray())).isEqualTo(rsa.keyPair().getPrivate());
  }

  @Test
  void theSameInputMakesTheSameBytes() {
    assertThat(Outputs.of(MATERIAL, ALL))
        .usingRecursiveComparison()
        .isEqualTo(Outputs.of(MATERIAL, spec(PASSWORD, "Node")));
  }

  static Stream<Map<String, byte[]>> otherInputs() {
    var chain = new CertificateChain(List.of(MATERIAL.chain().leaf()));
    var otherKey = new KeyType.Ecdsa(256).generate();
    return Stream.of(
        Outputs.of(MATERIAL, spec("changeit2", "Node")),
        Outputs.of(new KeyMaterial(chain, MATERIAL.key(), MATERIAL.authorities()), ALL),
        Outputs.of(new KeyMaterial(MATERIAL.chain(), otherKey, MATERIAL.authorities()), ALL));
  }

  /** A salt that came again for other content would tell what both have in common. */
  @ParameterizedTest
  @MethodSource("otherInputs")
  void otherInputHasOtherSalts(Map<String, byte[]> outputs) throws Exception {
    var file = new PKCS12PfxPdu(Outputs.of(MATERIAL, ALL).get("keystore.p12"));
    var other = new PKCS12PfxPdu(outputs.get("keystore.p12"));

    assertThat(derivation(other).getSalt()).isNotEqualTo(derivation(file).getSalt());
    assertThat(encryption(other).getEncryptionScheme())
        .isNotEqualTo(encryption(file).getEncryptionScheme());
    assertThat(other.toASN1Structure().getMacData().getSalt())
        .isNotEqualTo(file.toASN1Structure().getMacData().getSalt());
  }

  @Test
  void pkcs12IsProtectedByAesAndHmacSha256() throws Exception {
    var file = new PKCS12PfxPdu(Outputs.of(MATERIAL, ALL).get("keystore.p12"));

    assertThat(encryption(file).getEncryptionScheme().getAlgorithm())
        .isEqualTo(NISTObjectIdentifiers.id_aes256_CBC);
    assertThat(derivation(file).getPrf().getAlgorithm())
        .isEqualTo(PKCSObjectIdentifiers.id_hmacWithSHA256);
    assertThat(derivation(file).getIterationCount()).isEqualTo(10_000);
    assertThat(file.getMacAlgorithmID().getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_sha256);
  }

  private static PBES2Parameters encryption(PKCS12PfxPdu file) {
    var certificates = EncryptedData.getInstance(file.getContentInfos()[0].getContent());
    return PBES2Parameters.getInstance(certificates.getEncryptionAlgorithm().getParameters());
  }

  private static PBKDF2Params derivation(PKCS12PfxPdu file) {
    return PBKDF2Params.getInstance(encryption(file).getKeyDerivationFunc().getParameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "geheimnißvoll", "Tab\tbed"})
  void aPasswordThatNotAllReadAlikeIsRefused(String password) {
    assertThatExceptionOfType(UnusablePasswordException.class)
        .isThrownBy(() -> KeystorePassword.of(Passphrase.of(password)))
        .withMessageStartingWith("The keystore's password ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheimnißvoll", "Tab"));
  }

  @Test
  void noPasswordIsPrinted() {
    assertThat(ALL.toString()).contains("Jks[").doesNotContain(PASSWORD);
    assertThat(MATERIAL.toString()).doesNotContain("PRIVATE");
  }

  private static KeyStore load(KeyMaterial material, String type, String entry) throws Exception {
    var content = Objects.requireNonNull(Outputs.of(material, ALL).get(entry), entry);
    var store = KeyStore.getInstance(type);
    store.load(new ByteArrayInputStream(content), PASSWORD.toCharArray());
    return store;
  }

  private static String text(Map<String, byte[]> outputs, String entry) {
    return new String(outputs.get(entry), US_ASCII);
  }
}
