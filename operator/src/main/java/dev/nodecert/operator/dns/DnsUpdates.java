package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.Reply.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
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
    var name = DnsNames.name(record.name());
    var channel = channel(server);
    var update = new Update(new UpdateZoneSearch(server, channel).find(name));
    change.accept(update, txt(name, server.ttl(), record.value()));
    check(server, record, send(server, channel, update));
  }

  private DnsChannel channel(UpdateServer server) {
    return new DnsChannel(
        new HostPort(server.host(), server.port()).addresses().findFirst().orElseThrow(),
        server.transport() == UpdateServer.Transport.TCP ? Transport.TCP : Transport.UDP,
        TIMEOUT,
        server.tsig().map(this::signer));
  }

  private TSIG signer(TsigKey key) {
    return new TSIG(DnsNames.name(key.algorithm()), DnsNames.name(key.name()), key.secret(), clock);
  }

  private static TXTRecord txt(Name name, Duration ttl, String value) {
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("a challenge's value is a digest");
    }
    return new TXTRecord(name, DClass.IN, ttl.toSeconds(), value);
  }

  private static Message send(UpdateServer server, DnsChannel channel, Update update) {
    return switch (channel.exchange(update)) {
      case Answer(var message) -> message;
      case Reply.Silence silence -> throw UpdateFailures.silent(server, silence);
    };
  }

  private static void check(UpdateServer server, TxtRecord record, Message answer) {
    if (answer.getRcode() != Rcode.NOERROR) {
      throw UpdateFailures.refused(server, DnsNames.name(record.name()), answer);
    }
    if (server.tsig().isPresent() && !answer.isVerified()) {
      throw UpdateFailures.notAuthentic(server, server.tsig().get());
    }
  }
}
