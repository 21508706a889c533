package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.metrics.OperatorMetrics;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.ChainJudges;
import dev.nodecert.operator.x509.KeyType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decades of a CA and its successors with a fleet of leaves, and the process killed now and then:
 * at no time is there a leaf in use that a client with an old bundle would refuse.
 */
class ThirtyYearsTest {

  private static final Instant BIRTH = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration STEP = Duration.ofDays(6);
  private static final int FLEET = 5;

  /** How old a client's bundle is, in steps; the oldest is as old as the overlap is long. */
  private static final int[] AGES = {0, 2, 5};

  private static final KeyType KEY_TYPE = new KeyType.Ecdsa(256);

  private final MemoryStore store = new MemoryStore();
  private final Random chance = new Random(20261125);
  private final CertificateMaker maker = new CertificateMaker(new SecureRandom());
  private final List<List<X509Certificate>> bundles = new ArrayList<>();
  private final Map<Use, Period> uses = new HashMap<>();
  private final List<CertificateChain> fleet = new ArrayList<>();
  private final PublicKey key = KEY_TYPE.generate().publicKey();

  /** A leaf before a client with a bundle. */
  private record Use(CertificateChain leaf, List<X509Certificate> bundle) {}

  private record Period(Instant first, Instant last) {}

  static Stream<Arguments> lives() {
    return Stream.of(
        argumentSet("ten years each", Duration.ofDays(3652), 30, 4),
        argumentSet("a year each", Duration.ofDays(365), 5, 7));
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyLeafInUseIsGoodForEveryBundle(Duration lifetime, int years, int authorities) {
    var end = BIRTH.plus(Duration.ofDays(365L * years));

    for (var now = BIRTH; now.isBefore(end); now = now.plus(STEP)) {
      live(authority(lifetime), now);
    }

    var refused =
        uses.entrySet().stream()
            .flatMap(use ->
                Stream.of(use.getValue().first(), use.getValue().last())
                    .map(at -> ChainJudges.pkix(use.getKey().leaf(), use.getKey().bundle(), at)))
            .filter(verdict -> !verdict.equals("OK"))
            .toList();
    assertThat(refused).isEmpty();
    assertThat(bundles.stream().flatMap(List::stream).distinct()).hasSize(authorities);
    assertThat(bundles).allMatch(bundle -> bundle.size() <= 3);
    assertThat(store.writes).as("writes, each CA takes a few").isLessThan(8 * authorities);
  }

  /** A new process each time: nothing is remembered. */
  private ClusterAuthority authority(Duration lifetime) {
    var defaults = AuthorityConfiguration.DEFAULT;
    return new ClusterAuthority(
        store,
        new AuthorityConfiguration(
            KEY_TYPE, lifetime, NameConstraints.NONE, List.of(), defaults.publication()),
        maker,
        new OperatorMetrics(new SimpleMeterRegistry()).authority());
  }

  private void live(ClusterAuthority authority, Instant now) {
    store.killAfter(chance.nextInt(4));
    AuthorityState state;
    try {
      state = authority.keep(now);
    } catch (MemoryStore.Killed killed) {
      store.killAfter(Integer.MAX_VALUE);
      state = authority.keep(now);
    }
    store.killAfter(Integer.MAX_VALUE);
    bundles.add(store.read().published().bundle());
    renew(((AuthorityState.Ready) state).material(), now);
    for (var leaf : fleet) {
      for (int age : AGES) {
        if (age < bundles.size()) {
          use(leaf, bundles.get(bundles.size() - 1 - age), now);
        }
      }
    }
  }

  private void use(CertificateChain leaf, List<X509Certificate> bundle, Instant now) {
    uses.merge(
        new Use(leaf, bundle), new Period(now, now), (known, _) -> new Period(known.first(), now));
  }

  /** One more each time until the fleet is whole; each at two thirds of its life. */
  private void renew(AuthorityMaterial ca, Instant now) {
    fleet.replaceAll(leaf -> isDue(leaf.leaf(), now) ? sign(ca, now) : leaf);
    if (fleet.size() < FLEET && chance.nextInt(10) == 0) {
      fleet.add(sign(ca, now));
    }
  }

  private static boolean isDue(X509Certificate leaf, Instant now) {
    var left = Duration.between(now, Certificates.end(leaf));
    return left.compareTo(Certificates.lifetime(leaf).dividedBy(3)) < 0;
  }

  private CertificateChain sign(AuthorityMaterial ca, Instant now) {
    return maker.sign(ca, key, Set.of("pve1.proxy.svc"), now);
  }
}
