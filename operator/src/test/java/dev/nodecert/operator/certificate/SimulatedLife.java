package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.limits.LedgerStore;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.limits.OrderIntent;
import dev.nodecert.operator.limits.OrderLedger;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.TestChain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The life of one NodeCertificate by the operator's own decisions, from one to the next, without a
 * moment between. The operator's process is stopped or killed every month.
 */
final class SimulatedLife {

  private static final Duration VALIDATION = Duration.ofSeconds(30);
  private static final Duration BETWEEN_RESTARTS = Duration.ofDays(30);
  private static final Duration NEVER = Duration.ofDays(1);

  private final SimulatedCA ca;
  private final Duration lifetime;
  private final NodeCertificate certificate;
  private final AcmeAccount account;
  private final Map<String, PluginState> plugins;
  private final PrivateKeyPair key = new KeyType.Ecdsa(256).generate();
  private final Store store = new Store();

  private Instant now;
  private OrderLedger ledger;
  private Instant nextRestart;
  private int restarts;
  private SecretState secret = new SecretState.Missing();

  /** What was left when a certificate was replaced, at the least. */
  Duration smallestRemainder = Duration.ofDays(10_000);

  /** How often an order waited for a limit. */
  int waits;

  private static final class Store implements LedgerStore {
    private Optional<String> written = Optional.empty();

    @Override
    public Optional<String> read() {
      return written;
    }

    @Override
    public void write(String ledger) {
      written = Optional.of(ledger);
    }
  }

  SimulatedLife(SimulatedCA ca, Duration lifetime, Seen born, Instant now) {
    this.ca = ca;
    this.lifetime = lifetime;
    var observation = born.observation();
    this.certificate = observation.certificate();
    this.account = observation.knownAccount().orElseThrow();
    this.plugins = observation.plugins();
    this.now = now;
    this.nextRestart = now.plus(BETWEEN_RESTARTS);
    this.ledger = startedLedger();
  }

  private OrderLedger startedLedger() {
    var memory = new CachedOrders();
    memory.lookInto(
        new CachedOrders.Caches(
            () -> Stream.of(certificate), Stream::empty, _ -> Optional.of(account)));
    return new OrderLedger(
        store, memory, Executors.newSingleThreadScheduledExecutor(), NEVER, () -> now);
  }

  /** Lives until a moment. */
  void until(Instant end) {
    while (now.isBefore(end)) {
      restartIfDue();
      var before = now;
      act(observe());
      if (now.equals(before)) {
        throw new AssertionError("nothing changes any more at " + now);
      }
    }
    ledger.close();
  }

  /** A stopped process writes its ledger, a killed one does not. */
  private void restartIfDue() {
    if (now.isBefore(nextRestart)) {
      return;
    }
    nextRestart = now.plus(BETWEEN_RESTARTS);
    var former = store.written;
    ledger.close();
    store.written = restarts++ % 2 == 0 ? store.written : former;
    ledger = startedLedger();
  }

  private Observation observe() {
    return new Observation(
        certificate,
        DesiredCertificate.of(certificate),
        AccountState.of(Optional.of(account)),
        plugins,
        secret,
        new SignatureState.NotNeeded(),
        new UploadState.NotNeeded(),
        OutputState.NONE,
        new ServingState.NotAsked(),
        Neighbours.NONE,
        Seen.OPERATOR_NAMESPACE,
        Instant.EPOCH,
        now);
  }

  private void act(Observation o) {
    var statuses = new CertificateStatusFactory(o);
    switch (Planner.decide(o, this::exceededBy)) {
      case Decision.Rest(var until) -> rest(statuses.resting(), until);
      case Decision.AwaitRetry(var until) -> rest(statuses.awaitingRetry(), until);
      case Decision.AskRenewalInfo(var content) -> act(asked(o, content));
      case Decision.AwaitLimit(var why) -> await(o, why);
      case Decision.StartOrder _ -> order(o);
      case Decision other -> throw new AssertionError("unexpected at " + now + ": " + other);
    }
  }

  private Optional<LimitExceeded> exceededBy(Observation o) {
    return ledger.wouldExceed(o.desired().owner().uid(), OrderIntents.of(o));
  }

  private void rest(NodeCertificateStatus status, Instant until) {
    certificate.setStatus(status);
    now = until;
  }

  private Observation asked(Observation o, TlsSecret content) {
    var notBefore = content.chain().leaf().getNotBefore().toInstant();
    try {
      var answer = ca.renewalInfo(notBefore, now);
      return o.with(RenewalInfoReader.answered(answer, o, content), content);
    } catch (AcmeFailure failure) {
      return o.with(RenewalInfoReader.unanswered(o, content), content);
    }
  }

  private void order(Observation o) {
    var intent = OrderIntents.of(o);
    try {
      var made = place(o, intent);
      now = now.plus(VALIDATION);
      end(o, made);
    } catch (OrderLimitedException limited) {
      await(o, limited.exceeded());
    } catch (AcmeFailure failure) {
      fail(o, failure);
    }
  }

  private void await(Observation o, LimitExceeded why) {
    waits++;
    var statuses = new CertificateStatusFactory(o);
    var failure = statuses.limited(why);
    rest(statuses.failed(failure, Optional.empty()), failure.retryAt());
  }

  private OrderIntent place(Observation o, OrderIntent intent) throws OrderLimitedException {
    try {
      return begin(o, intent);
    } catch (AcmeFailure failure) {
      if (intent.kind() == OrderIntent.Kind.REPLACEMENT && AcmeClient.isAboutReplacement(failure)) {
        return begin(o, intent.withoutReplaced());
      }
      throw failure;
    }
  }

  private OrderIntent begin(Observation o, OrderIntent intent) throws OrderLimitedException {
    var owner = o.desired().owner().uid();
    var exceeded = ledger.begin(owner, intent);
    if (exceeded.isPresent()) {
      throw new OrderLimitedException(exceeded.get());
    }
    try {
      ca.newOrder(intent.kind(), now);
      return intent;
    } catch (AcmeFailure failure) {
      ledger.refused(owner);
      throw failure;
    }
  }

  private void end(Observation o, OrderIntent made) {
    var owner = o.desired().owner().uid();
    if (ca.validates(now)) {
      ca.issued(made.kind(), now);
      ledger.ended(owner, made, OrderResult.Issued, now);
      install(o);
    } else {
      ledger.ended(owner, made, OrderResult.Invalid, now);
      fail(o, new AcmeFailure("unauthorized", "Not reached.", Optional.empty()));
    }
  }

  private void fail(Observation o, AcmeFailure problem) {
    var statuses = new CertificateStatusFactory(o);
    var failure = statuses.oneMore(problem);
    rest(statuses.failed(failure, Optional.empty()), failure.retryAt());
  }

  private void install(Observation o) {
    o.held()
        .map(held -> Duration.between(now, held.chain().leaf().getNotAfter().toInstant()))
        .filter(left -> left.compareTo(smallestRemainder) < 0)
        .ifPresent(left -> smallestRemainder = left);
    // Let's Encrypt dates its certificates back by an hour.
    var notBefore = now.minus(Duration.ofHours(1));
    var chain =
        new TestChain(key, List.copyOf(o.order().names()), notBefore, notBefore.plus(lifetime), 1);
    var provenance =
        Provenance.ordered(now, o.wantedHash().orElseThrow(), o.order().account(), "https://ca/1");
    secret = new SecretState.Held(new TlsSecret(chain.make(), key, provenance), Optional.empty());
  }
}
