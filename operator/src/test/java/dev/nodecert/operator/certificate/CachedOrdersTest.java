package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.operator.limits.NamesHash;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import dev.nodecert.operator.limits.RememberedOrder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class CachedOrdersTest {

  private static final List<String> NAMES = List.of("pve1.example.com", "www.example.com");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  private static final String IN_JANUARY = "2027-01-30T00:00:00Z";

  private static PastOrder past(String at, OrderResult result, List<String> names) {
    return new PastOrder(Instant.parse(at), result, NamesHash.of(names));
  }

  private static List<RememberedOrder> since(Instant moment, Seen seen, Secret... secrets) {
    var observation = seen.observation();
    var orders = new CachedOrders();
    orders.lookInto(
        new CachedOrders.Caches(
            () -> Stream.of(observation.certificate()),
            () -> Stream.of(secrets),
            _ -> observation.knownAccount()));
    return orders.since(moment);
  }

  private static Secret secret(Seen seen) {
    var o = seen.observation();
    return o.held().orElseThrow().toSecret(o.desired().target());
  }

  private static Tuple told(OrderResult result, String at, Kind kind) {
    return Tuple.tuple(Optional.of(result), Instant.parse(at), kind);
  }

  @Test
  void aHistoryTellsWhatIsYoungEnough() {
    var seen =
        aNewCertificate()
            .history(
                past("2026-10-31T23:59:59Z", OrderResult.Issued, NAMES),
                past("2026-11-01T00:00:00Z", OrderResult.Invalid, NAMES),
                past("2026-11-02T00:00:00Z", OrderResult.Issued, NAMES));

    assertThat(since(NOVEMBER, seen))
        .allMatch(order -> order.owner().equals("uid-1"))
        .extracting(RememberedOrder::result, RememberedOrder::at, o -> o.intent().kind())
        .containsExactly(
            told(OrderResult.Invalid, "2026-11-01T00:00:00Z", Kind.RENEWAL),
            told(OrderResult.Issued, "2026-11-02T00:00:00Z", Kind.RENEWAL));
  }

  @Test
  void anOrderForNamesThatNobodyKnowsAnyMoreIsLeftOut() {
    var seen =
        aNewCertificate()
            .history(past("2026-11-02T00:00:00Z", OrderResult.Issued, List.of("a.example.com")));

    assertThat(since(NOVEMBER, seen)).isEmpty();
  }

  @Test
  void anOrderThatRunsIsToldHoweverOldItIs() {
    assertThat(since(Seen.NOW.plusSeconds(1), aNewCertificate().ordering()))
        .singleElement()
        .returns(Optional.empty(), RememberedOrder::result)
        .returns(Seen.NOW, RememberedOrder::at);
  }

  @Test
  void aSecretOutlivesItsNodeCertificate() {
    var gone = aNewCertificate().holding("2026-11-02T00:00:00Z", IN_JANUARY);

    assertThat(since(NOVEMBER, aNewCertificate(), secret(gone)))
        .extracting(RememberedOrder::result, RememberedOrder::at, o -> o.intent().kind())
        .containsExactly(told(OrderResult.Issued, "2026-11-02T00:00:00Z", Kind.FIRST));
  }

  @Test
  void whatAHistoryTellsASecretTellsNotAgain() {
    var seen =
        aNewCertificate()
            .holding("2026-11-02T00:00:00Z", IN_JANUARY)
            .history(past("2026-11-02T00:00:00Z", OrderResult.Issued, NAMES));

    assertThat(since(NOVEMBER, seen, secret(seen))).hasSize(1);
  }

  @Test
  void anOldOrDamagedSecretTellsNothing() {
    var old = secret(aNewCertificate().holding("2026-10-02T00:00:00Z", IN_JANUARY));
    var damaged = secret(aNewCertificate().holding("2026-11-02T00:00:00Z", IN_JANUARY));
    damaged.getData().remove("tls.key");

    assertThat(since(NOVEMBER, aNewCertificate(), old, damaged)).isEmpty();
  }

  @Test
  void beforeAnythingIsWatchedNothingIsKnown() {
    assertThat(new CachedOrders().since(Instant.EPOCH)).isEmpty();
  }
}
