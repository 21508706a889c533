package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.secret.SecretMetadata.CERTIFICATE;
import static dev.nodecert.operator.secret.SecretMetadata.TEMPLATE_HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.SecretTarget.Template;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.x509.CertificateFacts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a Secret's content may be damaged is in TlsSecretTest. */
class SecretInspectionTest {

  private static final Owner US = new Owner("proxy", "pve1", "uid-1");
  private static final Set<String> NODE_CERTIFICATES = Set.of("proxy/pve1", "proxy/alive");
  private static final TlsSecret CONTENT = content();
  private static final SecretTarget PLAIN = SecretTarget.of(US, "pve1-tls");
  private static final Optional<OwnerReference> NOBODY = Optional.empty();

  private static TlsSecret content() {
    var chain = Seen.chain("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z");
    return new TlsSecret(
        chain.make(),
        chain.key(),
        Provenance.ordered(Instant.EPOCH, "hash", "default", "https://x"));
  }

  @Test
  void noneOfThatNameIsMissing() {
    assertThat(inspection().inspect(Optional.empty())).isEqualTo(new SecretState.Missing());
  }

  @Test
  void oneThatNodeCertDidNotMakeIsNotTouched() {
    var users =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Secret
            metadata: {namespace: proxy, name: pve1-tls}
            """,
            Secret.class);

    assertThat(state(users))
        .isEqualTo(
            new SecretState.Foreign(
                new Finding(
                    "SecretNotOurs",
                    "Secret pve1-tls was not made by NodeCert and is not touched. Delete it, or set"
                        + " spec.secretName to another name.")));
  }

  @Test
  void oneThatOnlyPretendsByItsAnnotationsIsNotTouched() {
    var pretender = secretOf(US);
    pretender.getMetadata().getLabels().clear();
    pretender.getMetadata().getAnnotations().put("nodecert.dev/owner-uid", "another");

    assertThat(state(pretender)).isInstanceOf(SecretState.Foreign.class);
  }

  @Test
  void oneOfAnotherNodeCertificateIsNotTouched() {
    assertThat(state(secretOf(new Owner("proxy", "alive", "uid-2"))))
        .isEqualTo(
            new SecretState.Foreign(
                new Finding(
                    "SecretNotOurs",
                    "Secret pve1-tls belongs to the NodeCertificate proxy/alive. Set spec.secretName"
                        + " to another name.")));
  }

  @Test
  void oneWhoseOwnerIsGoneIsAdopted() {
    assertHeld(secretOf(new Owner("proxy", "gone", "uid-2")));
  }

  @Test
  void oneOfOursIsHeld() {
    assertHeld(secretOf(US));
  }

  @Test
  void oneOfOursFromBeforeWeWereMadeAnewIsHeld() {
    assertHeld(secretOf(new Owner("proxy", "pve1", "uid-before")));
  }

  @Test
  void oneOfOursThatIsDamagedIsToldByItsName() {
    var damaged = secretOf(US);
    damaged.setData(null);

    assertThat(state(damaged))
        .isEqualTo(
            new SecretState.Damaged(
                new Finding("SecretIncomplete", "Secret pve1-tls is damaged. It has no tls.crt.")));
  }

  @Test
  void whatIsDamagedAndSomeoneElsesIsNotTouched() {
    var damaged = secretOf(new Owner("proxy", "alive", "uid-2"));
    damaged.setData(null);

    assertThat(state(damaged)).isInstanceOf(SecretState.Foreign.class);
  }

  @Test
  void oneOfOursAsItShouldBeHasNoFlaw() {
    assertThat(flaw(secretOf(US))).isNull();
  }

  @Test
  void whatOthersAddIsNoFlaw() {
    var added = secretOf(US);
    added.getMetadata().getLabels().put("team", "platform");
    added.getMetadata().getAnnotations().put("example.com/reload", "yes");
    added
        .getMetadata()
        .setOwnerReferences(List.of(new OwnerReferenceBuilder().withKind("Release").build()));

    assertThat(flaw(added)).isNull();
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("the label is gone", m -> m.setLabels(null)),
        edit("the label names another", m -> m.getLabels().put(CERTIFICATE, "pve2")),
        edit("the owner is gone", m -> m.getAnnotations().remove("nodecert.dev/owner")),
        edit("the template's hash is gone", m -> m.getAnnotations().remove(TEMPLATE_HASH)),
        edit(
            "it goes with us",
            m ->
                m.setOwnerReferences(
                    List.of(
                        new OwnerReferenceBuilder()
                            .withKind("NodeCertificate")
                            .withUid("uid-1")
                            .build()))));
  }

  private static Arguments edit(String name, Consumer<ObjectMeta> edit) {
    return argumentSet(name, edit);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void editedMetadataIsAFlaw(Consumer<ObjectMeta> edit) {
    var edited = secretOf(US);
    edit.accept(edited.getMetadata());

    assertThat(flaw(edited))
        .isEqualTo(
            new Finding(
                "MetadataDiffers",
                "The labels, annotations or owner of Secret pve1-tls are not what spec asks for."));
  }

  @Test
  void anotherTemplateIsAFlaw() {
    var wanted = new SecretTarget(US, "pve1-tls", new Template(Map.of("a", "b"), Map.of()), NOBODY);

    var state = inspection(wanted, Optional.empty()).inspect(Optional.of(secretOf(US)));

    assertThat(state.held().flatMap(SecretState.Held::flaw))
        .get()
        .returns("MetadataDiffers", Finding::reason);
  }

  @Test
  void oneThatIsAdoptedHasToBeMarkedAsOurs() {
    assertThat(flaw(secretOf(new Owner("proxy", "gone", "uid-2"))))
        .isEqualTo(
            new Finding(
                "SecretAdopted",
                "Secret pve1-tls was made for a NodeCertificate that is gone, and holds what this"
                    + " one asks for."));
    assertThat(flaw(secretOf(new Owner("proxy", "pve1", "uid-before"))))
        .extracting(Finding::reason)
        .isEqualTo("SecretAdopted");
  }

  @Test
  void whatItsAnnotationsHaveLostStatusKnows() {
    var unannotated = secretOf(US);
    unannotated.getMetadata().getAnnotations().remove("nodecert.dev/order-hash");

    var state = inspection(PLAIN, remembering(CONTENT)).inspect(Optional.of(unannotated));

    assertThat(state.held())
        .get()
        .satisfies(held -> {
          assertThat(held.content().provenance()).isEqualTo(CONTENT.provenance());
          assertThat(held.flaw()).isPresent();
        });
  }

  @Test
  void statusKnowsNothingOfAnotherCertificate() {
    var unannotated = secretOf(US);
    unannotated.getMetadata().getAnnotations().remove("nodecert.dev/order-hash");

    assertThat(inspection(PLAIN, remembering(content())).inspect(Optional.of(unannotated)))
        .isInstanceOf(SecretState.Damaged.class);
  }

  private static Optional<RememberedCertificate> remembering(TlsSecret content) {
    return Optional.of(
        new RememberedCertificate(
            CertificateFacts.of(content.chain().leaf()).fingerprint(), CONTENT.provenance()));
  }

  @Test
  void oneOfAnotherTypeIsToldToBeDeleted() {
    var opaque = secretOf(US);
    opaque.setType("Opaque");

    assertUnwritable(
        state(opaque),
        "SecretTypeDiffers",
        "Secret pve1-tls is of type Opaque, and a Secret's type cannot be changed to"
            + " kubernetes.io/tls. Delete it, and it is made anew.");
  }

  @Test
  void oneThatIsImmutableIsToldToBeDeleted() {
    var immutable = secretOf(US);
    immutable.setImmutable(true);

    assertUnwritable(
        state(immutable),
        "SecretImmutable",
        "Secret pve1-tls is immutable, so that its certificate cannot be renewed. Delete it, and it"
            + " is made anew.");
  }

  private static void assertUnwritable(SecretState state, String reason, String message) {
    assertThat(state)
        .asInstanceOf(type(SecretState.Unwritable.class))
        .returns(new Finding(reason, message), SecretState.Unwritable::finding)
        .satisfies(s -> assertThat(s.content()).isPresent());
  }

  private static void assertHeld(Secret secret) {
    assertThat(state(secret))
        .asInstanceOf(type(SecretState.Held.class))
        .extracting(held -> held.content().chain())
        .isEqualTo(CONTENT.chain());
  }

  private static Secret secretOf(Owner owner) {
    return CONTENT.toSecret(SecretTarget.of(owner, "pve1-tls"));
  }

  private static SecretState state(Secret secret) {
    return inspection().inspect(Optional.of(secret));
  }

  private static @Nullable Finding flaw(Secret secret) {
    return state(secret).held().orElseThrow().flaw().orElse(null);
  }

  private static SecretInspection inspection() {
    return inspection(PLAIN, Optional.empty());
  }

  private static SecretInspection inspection(
      SecretTarget target, Optional<RememberedCertificate> remembered) {
    return new SecretInspection(target, remembered, NODE_CERTIFICATES::contains);
  }
}
