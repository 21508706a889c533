package dev.nodecert.testenv;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/**
 * BIND, a DNS server, at a loopback address of its own.
 *
 * <p>{@link #start} gives the root of a DNS of its own, which answers for all names there are, and
 * recursively for those that it has delegated to the servers beside it. These have addresses of
 * their own and the same port, so that whoever is told that port finds all of them, as everybody
 * does at port 53 elsewhere.
 */
public final class Bind implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bind.class);
  private static final Duration TRANSFER = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Named named;
  private final Optional<Bind> root;
  private final DnsRelay relay;
  private Optional<DnsRelay> ipv6Relay = Optional.empty();
  private final Resources resources;
  private final Set<Name> zones = ConcurrentHashMap.newKeySet();

  private Bind(Named named, Optional<Bind> root, DnsRelay relay, Resources resources) {
    this.named = named;
    this.root = root;
    this.relay = relay;
    this.resources = resources;
  }

  /**
   * Starts a DNS of its own.
   *
   * @throws IllegalStateException when BIND cannot be had on this machine or does not start
   */
  public static Bind start(Zone... zones) {
    return Resources.opening(resources -> {
      var port = resources.add(new Ports()).next();
      var bind = launch(port, Optional.empty(), NamedConfiguration::recursive, resources);
      bind.add(Zone.named("."));
      Arrays.stream(zones).forEach(bind::add);
      return bind;
    });
  }

  /** Starts one more server of the same DNS. The zones that it is given are delegated to it. */
  public Bind startBeside(Zone... zones) {
    return Resources.opening(resources -> {
      var bind = launchBeside(NamedConfiguration::authoritative, resources);
      Arrays.stream(zones).forEach(bind::add);
      return bind;
    });
  }

  /** Starts a resolver of the same DNS. It has no zones, and a cache. */
  public Bind startResolver() {
    return Resources.opening(resources -> launchBeside(NamedConfiguration::recursive, resources));
  }

  private Bind launchBeside(Function<NamedConfiguration, String> role, Resources resources) {
    Function<NamedConfiguration, String> text =
        configuration -> role.apply(configuration) + NamedConfiguration.rootHints();
    return launch(port(), Optional.of(root()), text, resources);
  }

  private Bind root() {
    return root.orElse(this);
  }

  private static Bind launch(
      int port,
      Optional<Bind> root,
      Function<NamedConfiguration, String> text,
      Resources resources) {
    var servers = Servers.provide("bind");
    var directory = resources.add(RunDirectory.create("bind"));
    root.ifPresent(it -> directory.write(NamedConfiguration.HINTS, it.hints()));
    var ports = resources.add(new Ports());
    var configuration =
        new NamedConfiguration(
            Loopback.random(), port, ports.next(), ports.next(), NamedConfiguration.Keys.random());
    var named = new Named(servers, directory, configuration);
    named.awaitReady(resources.add(named.launch(text.apply(configuration))));
    var endpoint = new InetSocketAddress(configuration.address(), port);
    var relay = resources.add(DnsRelay.start(endpoint, configuration.listenPort()));
    log.info("BIND at {}, logs in {}", endpoint, directory.path());
    return new Bind(named, root, relay, resources);
  }

  private String hints() {
    return Zone.named(".").delegation(address()).stream()
        .map(Record::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Where it listens, for UDP and TCP. */
  public InetAddress address() {
    return named.configuration().address();
  }

  /** Where all servers of this DNS listen. */
  public int port() {
    return named.configuration().port();
  }

  /** Address and port, {@code 127.0.0.7:5353}. */
  public String nameServer() {
    return "%s:%d".formatted(address().getHostAddress(), port());
  }

  /**
   * Listens at {@code ::1} too, which only one server of a DNS can.
   *
   * @return address and port, {@code [::1]:5353}
   */
  public synchronized String listenOnIPv6() {
    if (ipv6Relay.isEmpty()) {
      var endpoint = new InetSocketAddress(Loopback.IPV6, port());
      var started = DnsRelay.start(endpoint, named.configuration().listenPort());
      ipv6Relay = Optional.of(resources.add(started));
    }
    return "[::1]:%d".formatted(port());
  }

  /** Gives it one more address, at which faults may befall what it is asked. */
  public DnsRelay startRelay() {
    var endpoint = new InetSocketAddress(Loopback.random(), port());
    return DnsRelay.start(endpoint, named.configuration().listenPort());
  }

  /** The key for dynamic updates, of HMAC-SHA256. */
  public TsigKey tsigKey() {
    return tsigKey(TsigAlgorithm.HMAC_SHA256);
  }

  /** A key for dynamic updates. There is one for each algorithm. */
  public TsigKey tsigKey(TsigAlgorithm algorithm) {
    return Objects.requireNonNull(named.configuration().keys().updates().get(algorithm));
  }

  /**
   * Serves a new zone with a name of its own, changed by signed updates.
   *
   * @return its name, {@code <random>.<parent>}
   */
  public String newZone(String parent) {
    var zone = Zone.below(parent);
    add(zone);
    return zone.name();
  }

  /** Serves one more zone, and returns when its secondaries do too. */
  public void add(Zone zone) {
    named.directory().write(zone.file(), zone.content(address()));
    named.control("addzone", zone.name(), named.configuration().primary(zone));
    zones.add(zone.absoluteName());
    zone.copies().forEach(it -> it.copy(zone, address()));
    root.ifPresent(it -> it.delegate(zone, address()));
  }

  private void copy(Zone zone, InetAddress primary) {
    named.control("addzone", zone.name(), named.configuration().secondary(zone, primary));
    Awaitility.await()
        .atMost(TRANSFER)
        .pollDelay(PAUSE)
        .pollInterval(PAUSE)
        .until(() -> client().hasZone(zone.name()));
  }

  /** Tells the zone above where a zone is. */
  void delegate(Zone zone, InetAddress primary) {
    change(zone.absoluteName(), update -> zone.delegation(primary).forEach(update::add));
  }

  /** Lets this server, a laggard of a zone, hear of its changes, and returns before it has. */
  public void transfer(String zone) {
    named.control("retransfer", zone);
  }

  /** Gives a name one more TXT record. */
  public void addText(String name, String value) {
    change(DnsClient.name(name), update -> update.add(text(name, value)));
  }

  /** Takes one TXT record from a name. */
  public void removeText(String name, String value) {
    change(DnsClient.name(name), update -> update.delete(text(name, value)));
  }

  private static Record text(String name, String value) {
    return new TXTRecord(DnsClient.name(name), DClass.IN, Zone.TTL, value);
  }

  /** Gives a name one more A record, wherever no zone beside this server has that name. */
  public void addAddress(String name, InetAddress address) {
    var domain = DnsClient.name(name);
    change(domain, update -> update.add(new ARecord(domain, DClass.IN, Zone.TTL, address)));
  }

  /** Lets a name be another's alias, and no longer that of a former one. */
  public void setCname(String name, String target) {
    var alias = DnsClient.name(name);
    change(
        alias,
        update ->
            update.replace(new CNAMERecord(alias, DClass.IN, Zone.TTL, DnsClient.name(target))));
  }

  private void change(Name name, Consumer<Update> change) {
    var update = new Update(zoneOf(name));
    change.accept(update);
    client().update(update, named.configuration().keys().control());
  }

  private Name zoneOf(Name name) {
    return zones.stream()
        .filter(name::subdomain)
        .max(Comparator.comparingInt(Name::labels))
        .orElseThrow(() -> new IllegalArgumentException(name + " is in no zone of this server"));
  }

  /** The values of a name's TXT records, as this server says. */
  public List<String> texts(String name) {
    return client().texts(name);
  }

  private DnsClient client() {
    return new DnsClient(new InetSocketAddress(address(), port()));
  }

  /** What it has been asked so far at {@link #address}. */
  public List<DnsQuery> queries() {
    return relay.queries();
  }

  /** A folder with {@code nsupdate}, for a PATH. */
  public Path nsupdateFolder() {
    return named.nsupdateFolder();
  }

  @Override
  public void close() {
    resources.close();
  }
}
