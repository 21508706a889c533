package dev.nodecert.testenv;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * A zone as a {@link Bind} is to serve it. Its name servers are {@code ns1}, which is that BIND,
 * and what is added here. Answers, negative ones too, may be cached for an hour: longer than any
 * test.
 */
public final class Zone {

  static final int TTL = 3600;

  private final String name;
  private final UpdatePolicy updates;
  private final List<NameServer> nameServers;
  private final List<String> records;
  private final List<Bind> secondaries;
  private final List<Bind> laggards;

  private Zone(
      String name,
      UpdatePolicy updates,
      List<NameServer> nameServers,
      List<String> records,
      List<Bind> secondaries,
      List<Bind> laggards) {
    this.name = name;
    this.updates = updates;
    this.nameServers = nameServers;
    this.records = records;
    this.secondaries = secondaries;
    this.laggards = laggards;
  }

  /** A zone of that name, which no other test may use, changed by signed updates. */
  public static Zone named(String name) {
    return new Zone(name, new UpdatePolicy.Signed(), List.of(), List.of(), List.of(), List.of());
  }

  /** A zone with a name of its own, {@code <random>.<parent>}. */
  public static Zone below(String parent) {
    return named("%08x.%s".formatted(ThreadLocalRandom.current().nextInt(), parent));
  }

  /** Lets others change it. */
  public Zone withUpdates(UpdatePolicy policy) {
    return new Zone(name, policy, nameServers, records, secondaries, laggards);
  }

  /** Names one more name server, which need not exist. */
  public Zone withNameServer(String label, InetAddress address) {
    var all = append(nameServers, new NameServer(label, address));
    return new Zone(name, updates, all, records, secondaries, laggards);
  }

  /** Adds a record, in the way of a zone file (RFC 1035, section 5): {@code www A 127.0.0.1}. */
  public Zone withRecord(String line) {
    var all = append(records, line);
    return new Zone(name, updates, nameServers, all, secondaries, laggards);
  }

  /** Lets another server serve it too: as {@code ns2}, the next one as {@code ns3}. */
  public Zone withSecondary(Bind server) {
    var all = append(secondaries, server);
    return new Zone(name, updates, nameServers, records, all, laggards);
  }

  /** Like a secondary, but one that hears of changes only by {@link Bind#transfer}. */
  public Zone withLaggard(Bind server) {
    var all = append(laggards, server);
    return new Zone(name, updates, nameServers, records, secondaries, all);
  }

  private static <T> List<T> append(List<T> list, T element) {
    return Stream.concat(list.stream(), Stream.of(element)).toList();
  }

  /** Without a dot at its end. */
  public String name() {
    return name;
  }

  Name absoluteName() {
    return DnsClient.name(name);
  }

  UpdatePolicy updates() {
    return updates;
  }

  List<Bind> secondaries() {
    return secondaries;
  }

  /** All servers that have it from the primary. */
  List<Bind> copies() {
    return Stream.concat(secondaries.stream(), laggards.stream()).toList();
  }

  /** The name of its zone file. */
  String file() {
    return name.equals(".") ? "root.zone" : name + ".zone";
  }

  /**
   * Its zone file.
   *
   * @param primary where it is served
   */
  String content(InetAddress primary) {
    var lines = Stream.concat(delegation(primary).stream().map(Record::toString), records.stream());
    return """
    $ORIGIN %s
    $TTL %d
    @ SOA ns1 hostmaster 1 3600 600 86400 %2$d
    %s
    """
        .formatted(absoluteName(), TTL, lines.collect(Collectors.joining("\n")));
  }

  /**
   * Its name servers, as the zone above knows them too.
   *
   * @param primary where it is served
   */
  List<Record> delegation(InetAddress primary) {
    return Stream.of(primaryServer(primary), nameServers.stream(), copyServers())
        .flatMap(it -> it)
        .flatMap(it -> it.records(absoluteName()).stream())
        .toList();
  }

  private static Stream<NameServer> primaryServer(InetAddress address) {
    return Stream.of(new NameServer("ns1", address));
  }

  private Stream<NameServer> copyServers() {
    var addresses = copies().stream().map(Bind::address).toList();
    return IntStream.range(0, addresses.size())
        .mapToObj(it -> new NameServer("ns" + (it + 2), addresses.get(it)));
  }
}
