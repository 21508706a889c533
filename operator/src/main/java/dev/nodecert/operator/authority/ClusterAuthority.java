package dev.nodecert.operator.authority;

import dev.nodecert.operator.metrics.AuthorityGauges;
import dev.nodecert.operator.secret.AuthoritySecret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cluster's CA and gives it to who signs. For the leader alone: it makes the CA when it
 * is first needed, publishes it, and lets its successor follow it.
 */
public final class ClusterAuthority {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterAuthority.class);

  /** Long enough for a fleet that asks at once, short enough for a key that should be forgotten. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** Made, published, promoted, forgotten: a roll-over that is overdue takes no more. */
  private static final int MOST_STEPS = 6;

  private final AuthorityStore store;
  private final AuthorityConfiguration configuration;
  private final CertificateMaker maker;
  private final AuthorityGauges gauges;
  private Optional<Remembered> remembered = Optional.empty();

  private record Remembered(AuthorityState state, Instant at) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(REMEMBERED));
    }
  }

  ClusterAuthority(
      AuthorityStore store,
      AuthorityConfiguration configuration,
      CertificateMaker maker,
      AuthorityGauges gauges) {
    this.store = store;
    this.configuration = configuration;
    this.maker = maker;
    this.gauges = gauges;
  }

  /**
   * The CA of a cluster.
   *
   * @param namespace the operator's own, where the CA is kept
   * @param leavesExist whether there are certificates of a cluster CA: none is then made in silence
   */
  public static ClusterAuthority of(
      KubernetesClient client,
      String fieldManager,
      String namespace,
      AuthorityConfiguration configuration,
      BooleanSupplier leavesExist,
      AuthorityGauges gauges) {
    return new ClusterAuthority(
        new KubernetesAuthorityStore(client, fieldManager, namespace, leavesExist),
        configuration,
        new CertificateMaker(new SecureRandom()),
        gauges);
  }

  /** How it stands with the CA; nothing is made. */
  public synchronized AuthorityState known(Instant now) {
    return remembered
        .filter(it -> it.isFresh(now))
        .map(Remembered::state)
        .orElseGet(() -> remember(AuthorityInspection.of(store.read(), now), now));
  }

  /** How it stands with the CA; where there is none and may be one, it is made first. */
  public AuthorityState state(Instant now) {
    return publishElsewhere(knownOrMade(now));
  }

  private synchronized Kept knownOrMade(Instant now) {
    var state = known(now);
    return state instanceof AuthorityState.Missing || state instanceof AuthorityState.Expired
        ? bringUpToDate(now)
        : new Kept(state, Optional.empty());
  }

  /**
   * Does what is due: makes the CA or its successor, lets that sign, publishes what clients need.
   * To be called now and then, an hour apart at most.
   */
  public AuthorityState keep(Instant now) {
    return publishElsewhere(bringUpToDate(now));
  }

  /**
   * How it stands with the CA.
   *
   * @param published what other namespaces are to know now
   */
  private record Kept(AuthorityState state, Optional<PublishedAuthority> published) {}

  private synchronized Kept bringUpToDate(Instant now) {
    var seen = store.read();
    var state = AuthorityInspection.of(seen, now);
    for (int i = 0; i < MOST_STEPS && step(seen, state, now); i++) {
      seen = store.read();
      state = AuthorityInspection.of(seen, now);
    }
    return new Kept(remember(state, now), Optional.of(seen.published()));
  }

  /** As {@link #keep}, but makes no CA where there is none and nobody has asked for one. */
  public void tend(Instant now) {
    if (!(AuthorityInspection.of(store.read(), now) instanceof AuthorityState.Missing)) {
      keep(now);
    }
  }

  /** Takes one step, which is at most one write. */
  private boolean step(AuthoritySeen seen, AuthorityState state, Instant now) {
    return publish(seen, state, now) || write(seen, state, now);
  }

  private boolean publish(AuthoritySeen seen, AuthorityState state, Instant now) {
    var wanted = Announcement.of(state, seen.published(), now);
    var isThere = seen.configMap().filter(wanted::isIn).isPresent();
    if (isThere || state instanceof AuthorityState.Missing) {
      return false;
    }
    store.publish(wanted);
    LOG.info("published the cluster's CA: {}", wanted.state());
    return true;
  }

  private boolean write(AuthoritySeen seen, AuthorityState state, Instant now) {
    return switch (state) {
      case AuthorityState.Missing _ -> {
        var made = AuthoritySecret.of(maker.makeCA(configuration, now));
        store.create(made.toSecret(seen.namespace()));
        yield true;
      }
      case AuthorityState.Ready ready ->
          ready.own().isPresent() && rollOver(seen, ready.own().get(), now);
      case AuthorityState.Expired expired -> rollOver(seen, expired.own(), now);
      default -> false;
    };
  }

  private boolean rollOver(AuthoritySeen seen, AuthoritySecret own, Instant now) {
    var newWanted = seen.configMap().flatMap(PublishedAuthority::newWantedAt);
    var rollover = new Rollover(own, seen.published(), newWanted, now);
    return switch (rollover.step()) {
      case REST -> false;
      case MAKE_NEXT -> write(seen, rollover.with(maker.makeCA(configuration, now)), "a next CA");
      case PROMOTE -> write(seen, rollover.promoted(), "the next CA signs");
      case FORGET -> write(seen, rollover.withoutExpired(), "a former CA has expired");
    };
  }

  private boolean write(AuthoritySeen seen, AuthoritySecret own, String what) {
    LOG.info("the cluster's CA is rolled over: {}", what);
    store.update(own.writtenTo(seen.secret().orElseThrow()));
    return true;
  }

  /** Who signs meanwhile does not wait for it, however many namespaces there are. */
  private AuthorityState publishElsewhere(Kept kept) {
    kept.published()
        .filter(_ -> isForOthers(kept.state()))
        .ifPresent(published ->
            configuration
                .publication()
                .namespaceSelector()
                .map(store::namespaces)
                .ifPresent(names -> names.forEach(name -> store.publish(name, published))));
    return kept.state();
  }

  private boolean isForOthers(AuthorityState state) {
    return state instanceof AuthorityState.Ready ready
        && Announcement.isForOthers(ready.material(), configuration.publication());
  }

  private AuthorityState remember(AuthorityState state, Instant now) {
    tellChange(state);
    remembered = Optional.of(new Remembered(state, now));
    gauges.put(
        Announcement.word(state),
        state instanceof AuthorityState.Ready ready
            ? Optional.of(ready.material().end())
            : Optional.empty());
    return state;
  }

  private void tellChange(AuthorityState state) {
    var former = remembered.map(it -> it.state().reason());
    if (state instanceof AuthorityState.Objectionable objectionable
        && former.filter(objectionable.reason()::equals).isEmpty()) {
      LOG.error("{}", objectionable.finding().message());
    }
  }
}
