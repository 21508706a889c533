package dev.nodecert.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.operator.faults.DnsCell.Sender;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.DnsFault;
import dev.nodecert.testenv.DnsMessageKind;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A name server between which and the operator messages get lost, are answered wrongly or late, or
 * find it down; and scripts that die while they talk to it. Each certificate must become Ready by
 * itself, with one order, and no Secret, TXT record or finalizer too many.
 */
@WithOperator
class DnsFaultsIT {

  /** As often as the operator sends what is not answered: twice by UDP, once by TCP. */
  private static final int ALL_TRIES = 3;

  private final KubernetesClient client;
  private final Bind bind;
  private final FaultProxy ca;
  private final Scenario scenario;
  private final NamespaceWatch watch;

  DnsFaultsIT(
      KubernetesClient client,
      RunningOperator operator,
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind,
      TestNamespace namespace) {
    this.client = client;
    this.bind = bind;
    var authority = TestAuthority.create("test-dns-faults");
    this.ca = FaultProxy.start(Upstream.of(pebble), authority.issue("127.0.0.1"), () -> {});
    this.watch = new NamespaceWatch(client, namespace.name());
    this.scenario =
        new Scenario(client, operator, pebble, namespace)
            .trust(authority.certificatePem())
            .apply(
                "account.yaml",
                text -> text.replace(pebble.directory().toString(), ca.url().toString()));
  }

  @AfterEach
  void close() {
    cells().forEach(this::deletePlugin);
    scenario.close();
    watch.close();
    ca.close();
  }

  private void deletePlugin(DnsCell cell) {
    client.resources(AcmePlugin.class).withName(cell.name()).delete();
    client.secrets().inNamespace(RunningOperator.NAMESPACE).withName(cell.name()).delete();
  }

  /** The scripts first: they give up last. */
  private static Stream<DnsCell> cells() {
    return Stream.of(
            changes(DnsFaultsIT::ofScript),
            changes(DnsFaultsIT::ofKilledScript),
            changes(DnsFaultsIT::ofUpdate),
            ofZone(),
            ofLook())
        .flatMap(it -> it);
  }

  private static Stream<DnsCell> changes(Function<DnsMessageKind, Stream<DnsCell>> cells) {
    return Stream.of(DnsMessageKind.ADDITION, DnsMessageKind.REMOVAL).flatMap(cells);
  }

  private static Stream<DnsCell> ofScript(DnsMessageKind kind) {
    return Stream.of(
        new DnsCell(Sender.SCRIPT, kind, DnsFault.ANSWER_LOST, 1),
        new DnsCell(Sender.SCRIPT, kind, DnsFault.REFUSED, 1),
        new DnsCell(Sender.SCRIPT, kind, DnsFault.CLOSED, 1));
  }

  /** Whether the server has heard of what it was killed over. */
  private static Stream<DnsCell> ofKilledScript(DnsMessageKind kind) {
    return Stream.of(DnsFault.LOST, DnsFault.ANSWER_LOST)
        .map(fault -> new DnsCell(Sender.KILLED, kind, fault, 1));
  }

  private static Stream<DnsCell> ofUpdate(DnsMessageKind kind) {
    return Stream.concat(
        Stream.of(DnsFault.LOST, DnsFault.ANSWER_LOST)
            .map(fault -> new DnsCell(Sender.RFC2136, kind, fault, 1)),
        Stream.of(DnsFault.values()).map(fault -> ofOperator(kind, fault)));
  }

  private static Stream<DnsCell> ofZone() {
    return Stream.of(DnsFault.LOST, DnsFault.SERVFAIL, DnsFault.GARBAGE)
        .map(fault -> ofOperator(DnsMessageKind.ZONE, fault));
  }

  private static Stream<DnsCell> ofLook() {
    return Stream.of(
            DnsFault.LOST,
            DnsFault.SERVFAIL,
            DnsFault.REFUSED,
            DnsFault.GARBAGE,
            DnsFault.DELAY,
            DnsFault.CLOSED)
        .map(fault -> ofOperator(DnsMessageKind.LOOK, fault));
  }

  /** Silence befalls all tries: a copy that came alone, and late, could come after the removal. */
  private static DnsCell ofOperator(DnsMessageKind kind, DnsFault fault) {
    var times =
        switch (fault) {
          case LOST, ANSWER_LOST, GARBAGE, DELAY -> ALL_TRIES;
          case SERVFAIL, REFUSED, BADTIME, CLOSED -> 1;
        };
    return new DnsCell(Sender.RFC2136, kind, fault, times);
  }

  @Test
  void everyCertificateSurvivesEveryFaultAtTheNameServer() {
    scenario.awaitAccount(Expect.registered());
    var trials = cells().map(cell -> new DnsTrial(cell, scenario, bind)).toList();
    try {
      trials.forEach(DnsTrial::begin);
      Patience.FOR_RETRIES.until(() -> trials.stream().allMatch(this::isOver));

      assertThat(trials)
          .map(this::evidence)
          .filteredOn(it -> !it.complaints().isEmpty())
          .extracting(it -> "%s: %s".formatted(it.cell().name(), it.complaints()))
          .isEmpty();
    } finally {
      trials.forEach(DnsTrial::close);
    }
  }

  private boolean isOver(DnsTrial trial) {
    return watch.rest(trial.cell().name()).isPresent();
  }

  private DnsEvidence evidence(DnsTrial trial) {
    var cell = trial.cell();
    return new DnsEvidence(
        cell,
        trial.struck(),
        trial.certificate(),
        isOver(trial),
        new OrdersAtCA(ca.exchanges()).made(cell.domain()),
        secretsOf(cell),
        bind.texts(cell.recordName()),
        watch.objections(cell.name()));
  }

  /** Made for its NodeCertificate, or to remember what its script has told. */
  private List<String> secretsOf(DnsCell cell) {
    var certificates =
        client.secrets().inNamespace(scenario.namespace()).list().getItems().stream();
    var states =
        client
            .secrets()
            .inNamespace(RunningOperator.NAMESPACE)
            .withLabel("nodecert.dev/script-state", cell.name())
            .list()
            .getItems()
            .stream();
    return Stream.concat(
            certificates.filter(it -> nameOf(it).startsWith(cell.name() + "-")), states)
        .map(DnsFaultsIT::nameOf)
        .toList();
  }

  private static String nameOf(Secret secret) {
    return secret.getMetadata().getName();
  }
}
