package dev.nodecert.operator.faults;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.DnsFault;
import dev.nodecert.testenv.DnsMessageKind;
import dev.nodecert.testenv.DnsRelay;
import dev.nodecert.testenv.Zone;
import java.util.Arrays;
import java.util.Optional;

/**
 * A cell with a NodeCertificate, an AcmePlugin and a zone of its own. One of the zone's two name
 * servers is the relay where the fault comes, and that takes the updates.
 */
final class DnsTrial implements AutoCloseable {

  private final DnsCell cell;
  private final Scenario scenario;
  private final Bind bind;
  private final DnsRelay relay;

  /** Guarded by this. */
  private int struck;

  DnsTrial(DnsCell cell, Scenario scenario, Bind bind) {
    this.cell = cell;
    this.scenario = scenario;
    this.bind = bind;
    this.relay = bind.startRelay();
    relay.follow(this::faultFor);
    bind.add(Zone.named(cell.domain()).withNameServer("relay", relay.address()));
  }

  private Optional<DnsFault> faultFor(DnsMessageKind kind) {
    return kind == cell.messages() && strike() ? Optional.of(cell.fault()) : Optional.empty();
  }

  private synchronized boolean strike() {
    if (struck == cell.times() || (cell.sender() == DnsCell.Sender.KILLED && !killScript())) {
      return false;
    }
    struck++;
    return true;
  }

  /** Its shell has the record's name among its arguments; what that has started lives on. */
  private boolean killScript() {
    var shells = ProcessHandle.current().descendants().filter(this::isScript).toList();
    shells.forEach(ProcessHandle::destroyForcibly);
    return !shells.isEmpty();
  }

  private boolean isScript(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(Arrays::stream)
        .anyMatch(cell.recordName()::equals);
  }

  DnsCell cell() {
    return cell;
  }

  /** Asks for the certificate. */
  void begin() {
    scenario.apply(cell.sender().plugin(), this::fill);
    scenario.apply("dns/certificate-of-a-cell.yaml", this::fill);
  }

  private String fill(String text) {
    var key = bind.tsigKey();
    var address = relay.address().getHostAddress();
    return text.replace(
            "\"192.0.2.53:5353\"",
            "\"%s\", \"%s:%d\"".formatted(bind.nameServer(), address, bind.port()))
        .replace("192.0.2.53", address)
        .replace("5353", Integer.toString(bind.port()))
        .replace("the-tsig-key", key.name())
        .replace("the-tsig-secret", key.secret())
        .replace("the-zone.example.com", cell.domain())
        .replace("the-plugin", cell.name())
        .replace("the-cell", cell.name())
        .replace("the-namespace", scenario.namespace());
  }

  /** How often the fault has come so far. */
  synchronized int struck() {
    return struck;
  }

  /** As the API server has it. */
  NodeCertificate certificate() {
    return scenario.certificate(cell.name()).orElseThrow();
  }

  @Override
  public void close() {
    relay.close();
  }
}
