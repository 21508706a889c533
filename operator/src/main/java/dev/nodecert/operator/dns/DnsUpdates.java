package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Sets and removes single values by dynamic updates (RFC 2136). */
public final class DnsUpdates {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_VALUE = 255;

  private final Clock clock;

  /**
   * Updates.
   *
   * @param clock for signatures, which are good for five minutes (RFC 8945 section 5.2.3)
   */
  public DnsUpdates(InstantSource clock) {
    this.clock = clock.withZone(ZoneOffset.UTC);
  }

  /**
   * Sets a value, beside the others of its name.
   *
   * @throws DnsFailure when the server refuses or does not answer
   */
  public void add(UpdateServer server, TxtRecord record) {
    update(server, record, Update::add);
  }

  /**
   * Removes a value, and no other of its name.
   *
   * @throws DnsFailure when the server refuses or does not answer
   */
  public void remove(UpdateServer server, TxtRecord record) {
    update(server, record, Update::delete);
  }

  private void update(UpdateServer server, TxtRecord record, BiConsumer<Update, TXTRecord> change) {
    var address = NameServers.resolve(server.host(), server.port()).findFirst().orElseThrow();
    var name = DnsNames.name(record.name());
    var update = new Update(zone(server, address, name));
    change.accept(update, txt(name, server.ttl(), record.value()));
    var answer = send(server, address, update);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw refused(server, record, answer);
    }
    if (server.tsig().isPresent() && !answer.isVerified()) {
      throw new DnsFailure(
          "DNSNotAuthentic",
          "%s has not signed its answer with key %s; somebody else may have answered."
              .formatted(server.host(), server.tsig().get().name()));
    }
  }

  private static TXTRecord txt(Name name, Duration ttl, String value) {
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("a challenge's value is a digest");
    }
    return new TXTRecord(name, DClass.IN, ttl.toSeconds(), value);
  }

  /** As the server itself says, for it knows best which zone it takes updates for. */
  private static Name zone(UpdateServer server, InetSocketAddress address, Name name) {
    var questions = new Questions();
    for (Name candidate = name; candidate.labels() > 1; candidate = DnsNames.parent(candidate)) {
      var reply = questions.ask(address, candidate, Type.SOA, way(server));
      if (reply instanceof Reply.Silence(var why)) {
        throw new DnsFailure("DNSTimedOut", "%s %s.".formatted(server.host(), why));
      }
      var zone = apex(reply, name);
      if (zone.isPresent()) {
        return zone.get();
      }
    }
    throw new DnsFailure(
        "DNSZoneNotFound",
        "%s is authoritative for no zone that %s is in."
            .formatted(server.host(), DnsNames.text(name)));
  }

  private static Questions.Way way(UpdateServer server) {
    return server.transport() == UpdateServer.Transport.TCP ? Questions.Way.TCP : Questions.Way.UDP;
  }

  private static Optional<Name> apex(Reply reply, Name name) {
    return reply.definite().filter(Reply.Answer::isAuthoritative).stream()
        .flatMap(answer ->
            Stream.of(Section.ANSWER, Section.AUTHORITY)
                .flatMap(section -> answer.in(section, SOARecord.class)))
        .map(SOARecord::getName)
        .filter(name::subdomain)
        .findFirst();
  }

  private Message send(UpdateServer server, InetSocketAddress address, Update update) {
    var resolver = new SimpleResolver(address);
    resolver.setTimeout(TIMEOUT);
    resolver.setTCP(server.transport() == UpdateServer.Transport.TCP);
    server.tsig().ifPresent(key -> resolver.setTSIGKey(signer(key)));
    try {
      return resolver.send(update);
    } catch (IOException e) {
      throw new DnsFailure(
          "DNSTimedOut",
          "%s does not answer an update within %d s."
              .formatted(server.host(), TIMEOUT.toSeconds()));
    }
  }

  private TSIG signer(TsigKey key) {
    return new TSIG(DnsNames.name(key.algorithm()), DnsNames.name(key.name()), key.secret(), clock);
  }

  private static DnsFailure refused(UpdateServer server, TxtRecord record, Message answer) {
    var tsig = answer.getTSIG();
    var error = tsig == null ? Rcode.NOERROR : tsig.getError();
    var key = server.tsig().map(TsigKey::name).orElse("");
    return switch (error) {
      case Rcode.BADKEY ->
          new DnsFailure(
              "DNSNotAuthorized",
              "%s does not know key %s, or not with that algorithm.".formatted(server.host(), key));
      case Rcode.BADSIG ->
          new DnsFailure(
              "DNSNotAuthorized",
              "%s has another secret for key %s.".formatted(server.host(), key));
      case Rcode.BADTIME ->
          new DnsFailure(
              "DNSNotAuthorized",
              "%s has another time than the operator: set their clocks.".formatted(server.host()));
      default ->
          new DnsFailure(
              answer.getRcode() == Rcode.REFUSED || answer.getRcode() == Rcode.NOTAUTH
                  ? "DNSNotAuthorized"
                  : "DNSRefused",
              "%s answers %s to an update of %s. Allow it there%s."
                  .formatted(
                      server.host(),
                      Rcode.string(answer.getRcode()),
                      record.name(),
                      key.isEmpty() ? ", or name a key in tsig" : " for key " + key));
    };
  }
}
