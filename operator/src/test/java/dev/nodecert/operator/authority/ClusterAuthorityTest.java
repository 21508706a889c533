package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.authority.AuthorityMaterial.Issuer;
import dev.nodecert.operator.metrics.OperatorMetrics;
import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.x509.KeyType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How one CA follows another, step by step. */
class ClusterAuthorityTest {

  private static final Instant BIRTH = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MemoryStore store = new MemoryStore();
  private final CertificateMaker maker = new CertificateMaker(new SecureRandom());
  private final ClusterAuthority authority =
      new ClusterAuthority(
          store,
          AuthorityConfiguration.DEFAULT,
          maker,
          new OperatorMetrics(new SimpleMeterRegistry()).authority());

  @Test
  void aFleetThatAsksAtOnceReadsItOnce() {
    authority.state(BIRTH);
    var reads = store.reads;

    for (int i = 0; i < 500; i++) {
      authority.state(BIRTH.plusMillis(i));
    }

    assertThat(store.reads).isEqualTo(reads);
    authority.state(BIRTH.plusSeconds(10));
    assertThat(store.reads).isEqualTo(reads + 1);
  }

  @Test
  void whoOnlyWantsToKnowMakesNone() {
    assertThat(authority.known(BIRTH)).isInstanceOf(AuthorityState.Missing.class);
    assertThat(store.secret).isEmpty();

    assertThat(authority.state(BIRTH)).isInstanceOf(AuthorityState.Ready.class);
  }

  @Test
  void theNextIsMadeWhenAFifthIsLeftAndSignsThirtyDaysLater() {
    var first = material(BIRTH);
    var due = first.end().minus(Rollover.leadTime(first.certificate()));
    assertThat(material(due.minus(SECOND)).trusted()).hasSize(1);

    var rollingOver = material(due);
    assertThat(rollingOver.certificate()).isEqualTo(first.certificate());
    assertThat(rollingOver.trusted()).hasSize(2);
    assertThat(published().state()).isEqualTo("RollingOver");
    assertThat(published().bundle()).isEqualTo(rollingOver.trusted());

    var promotion = due.plus(Rollover.OVERLAP);
    assertThat(material(promotion.minus(SECOND)).certificate()).isEqualTo(first.certificate());
    var second = material(promotion);
    assertThat(second.certificate()).isEqualTo(rollingOver.trusted().get(1));
    assertThat(second.trusted())
        .containsExactlyInAnyOrderElementsOf(rollingOver.trusted())
        .startsWith(second.certificate());
    assertThat(published().state()).isEqualTo("Ready");

    assertThat(material(first.end().minus(SECOND)).trusted()).hasSize(2);
    assertThat(material(first.end()).trusted()).containsExactly(second.certificate());
  }

  @Test
  void theFormersKeyIsDropped() throws DamagedSecretException {
    var first = material(BIRTH);
    var due = first.end().minus(Rollover.leadTime(first.certificate()));
    material(due);
    material(due.plus(Rollover.OVERLAP));

    assertThat(store.secret.orElseThrow().getData())
        .containsOnlyKeys("tls.crt", "tls.key", "former.crt");
    assertThat(AuthoritySecret.ofOurs(store.secret.orElseThrow()).alsoTrusted())
        .containsExactly(first.certificate());
  }

  @Test
  void whoIssuedALeafIsKnown() {
    var first = material(BIRTH);
    var key = new KeyType.Ecdsa(256).generate().publicKey();
    var leaf = maker.sign(first, key, Set.of("localhost"), BIRTH).leaf();
    var stranger = TestCA.material(TestCA.root("stranger").make());
    var due = first.end().minus(Rollover.leadTime(first.certificate()));
    material(due);
    var second = material(due.plus(Rollover.OVERLAP));

    assertThat(first.issuerOf(leaf)).isEqualTo(Issuer.CURRENT);
    assertThat(second.issuerOf(leaf)).isEqualTo(Issuer.FORMER);
    assertThat(stranger.issuerOf(leaf)).isEqualTo(Issuer.STRANGER);
  }

  @Test
  void oneThatExpiredWhileNobodyWasThereIsFollowedAtOnce() {
    var first = material(BIRTH);

    var later = material(first.end().plus(Duration.ofDays(500)));

    assertThat(later.certificate()).isNotEqualTo(first.certificate());
    assertThat(published().bundle()).containsExactly(later.certificate());
  }

  @Test
  void aLateOneWaitsForHalfOfWhatIsLeft() {
    var first = material(BIRTH);
    var late = first.end().minus(Duration.ofDays(10));

    material(late);

    assertThat(material(late.plus(Duration.ofDays(5)).minus(SECOND)).certificate())
        .isEqualTo(first.certificate());
    assertThat(material(late.plus(Duration.ofDays(5))).certificate())
        .isNotEqualTo(first.certificate());
  }

  @Test
  void clientsThatWereNotToldGetTheirTimeAgain() {
    var first = material(BIRTH);
    var due = first.end().minus(Rollover.leadTime(first.certificate()));
    material(due);
    store.configMap = Optional.empty();
    var again = due.plus(Duration.ofDays(29));
    material(again);

    assertThat(material(due.plus(Rollover.OVERLAP)).certificate()).isEqualTo(first.certificate());
    assertThat(material(again.plus(Rollover.OVERLAP)).certificate())
        .isNotEqualTo(first.certificate());
  }

  @Test
  void anAdminsWishBeginsARollOverOnce() {
    var first = material(BIRTH);
    var wish = BIRTH.plus(Duration.ofDays(3));
    annotate(wish);
    assertThat(material(wish.minus(SECOND)).trusted()).hasSize(1);

    assertThat(material(wish).trusted()).hasSize(2);
    var second = material(wish.plus(Rollover.OVERLAP));

    assertThat(second.certificate()).isNotEqualTo(first.certificate());
    assertThat(material(wish.plus(Duration.ofDays(300))).certificate())
        .isEqualTo(second.certificate());
  }

  /** As an apply of ours leaves it alone. */
  private void annotate(Instant wish) {
    store.adminsAnnotation = Optional.of(wish.toString());
    store.configMap = store.configMap.map(store::annotated);
  }

  private PublishedAuthority published() {
    return store.read().published();
  }

  private AuthorityMaterial material(Instant now) {
    return ((AuthorityState.Ready) authority.keep(now)).material();
  }
}
