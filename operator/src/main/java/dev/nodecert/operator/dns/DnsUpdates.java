package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.function.BiConsumer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Sets and removes single values by dynamic updates (RFC 2136). To do so twice is to do so once, so
 * what is not answered is sent again, also to the server's next address.
 */
public final class DnsUpdates {

  private static final int MAX_VALUE = 255;

  private final Clock clock;
  private final HostAddresses hosts;

  /**
   * Updates.
   *
   * @param clock for signatures, which are good for five minutes (RFC 8945 section 5.2.3)
   */
  public DnsUpdates(InstantSource clock) {
    this(clock, HostAddresses.ofMachine());
  }

  DnsUpdates(InstantSource clock, HostAddresses hosts) {
    this.clock = clock.withZone(ZoneOffset.UTC);
    this.hosts = hosts;
  }

  /**
   * Sets a value, beside the others of its name.
   *
   * @throws DnsFailure when the server refuses or does not answer
   */
  public void add(UpdateServer server, TxtRecord record) {
    update(server, record, DnsUpdates::addWhereNoCnameIs);
  }

  /**
   * Removes a value, and no other of its name.
   *
   * @throws DnsFailure when the server refuses or does not answer
   */
  public void remove(UpdateServer server, TxtRecord record) {
    update(server, record, Update::delete);
  }

  /** Beside a CNAME the server would leave it out, and say nothing (RFC 2136 section 3.4.2.2). */
  private static void addWhereNoCnameIs(Update update, TXTRecord txt) {
    update.absent(txt.getName(), Type.CNAME);
    update.add(txt);
  }

  private void update(UpdateServer server, TxtRecord record, BiConsumer<Update, TXTRecord> change) {
    var silences = new LinkedHashMap<InetSocketAddress, String>();
    for (var address : hosts.of(new HostPort(server.host(), server.port()))) {
      try {
        update(conversation(server, address), record, change);
        return;
      } catch (NoAnswerException e) {
        silences.put(address, e.why());
      }
    }
    throw UpdateFailures.silent(server, silences);
  }

  private static void update(
      UpdateConversation conversation, TxtRecord record, BiConsumer<Update, TXTRecord> change)
      throws NoAnswerException {
    var server = conversation.server();
    var name = DnsNames.name(record.name());
    var update = new Update(new UpdateZoneSearch(conversation).find(name));
    change.accept(update, txt(name, server.ttl(), record.value()));
    check(server, name, conversation.say(update));
  }

  private UpdateConversation conversation(UpdateServer server, InetSocketAddress address) {
    return UpdateConversation.with(
        server, new DnsChannel(address, server.tsig().map(this::signer)));
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

  private static void check(UpdateServer server, Name record, Message answer) {
    if (answer.getRcode() != Rcode.NOERROR) {
      throw UpdateFailures.refused(server, record, answer);
    }
    if (server.tsig().isPresent() && !answer.isVerified()) {
      throw UpdateFailures.notAuthentic(server, server.tsig().get());
    }
  }
}
