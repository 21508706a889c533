package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/** How a server's words about an update are told. */
final class UpdateFailures {

  private UpdateFailures() {}

  /** What became of each address, in the order in which they were tried. */
  static DnsFailure silent(UpdateServer server, SequencedMap<InetSocketAddress, String> each) {
    return new DnsFailure(
        "DNSTimedOut",
        each.entrySet().stream()
            .map(it -> shown(server, it.getKey()) + " " + it.getValue())
            .collect(Collectors.joining(", ", "", ".")));
  }

  private static String shown(UpdateServer server, InetSocketAddress address) {
    var literal = address.getAddress().getHostAddress();
    return server.host().equals(literal) ? literal : "%s (%s)".formatted(server.host(), literal);
  }

  static DnsFailure notAuthentic(UpdateServer server, TsigKey key) {
    return new DnsFailure(
        "DNSNotAuthentic",
        "%s has not signed its answer with key %s; somebody else may have answered."
            .formatted(server.host(), key.name()));
  }

  /** Its refusal of an update, or of the question for the zone. */
  static DnsFailure refused(UpdateServer server, Name record, Message answer) {
    var key = server.tsig().map(TsigKey::name).orElse("");
    return switch (signatureError(answer)) {
      case Rcode.BADKEY ->
          notAuthorized(
              "%s does not know key %s, or not with that algorithm.".formatted(server.host(), key));
      case Rcode.BADSIG ->
          notAuthorized("%s has another secret for key %s.".formatted(server.host(), key));
      case Rcode.BADTIME ->
          notAuthorized(
              "%s has another time than the operator: set their clocks.".formatted(server.host()));
      default -> refused(server, record, answer.getRcode());
    };
  }

  /** What is wrong with the message's signature as the server sees it (RFC 8945 section 5.2). */
  static int signatureError(Message answer) {
    var tsig = answer.getTSIG();
    return tsig == null ? Rcode.NOERROR : tsig.getError();
  }

  private static DnsFailure notAuthorized(String message) {
    return new DnsFailure("DNSNotAuthorized", message);
  }

  private static DnsFailure refused(UpdateServer server, Name record, int rcode) {
    return switch (rcode) {
      case Rcode.REFUSED, Rcode.NOTAUTH ->
          notAuthorized(answers(server, record, rcode) + mend(server));
      case Rcode.YXRRSET ->
          new DnsFailure(
              "CNAMEInTheWay",
              "%s has a CNAME at %s, beside which no TXT record can stand. Remove it, or name where it leads to as the domain's challengeRecord."
                  .formatted(server.host(), DnsNames.text(record)));
      default -> new DnsFailure("DNSRefused", answers(server, record, rcode) + " See its log.");
    };
  }

  private static String answers(UpdateServer server, Name record, int rcode) {
    return "%s answers %s to an update of %s."
        .formatted(server.host(), Rcode.string(rcode), DnsNames.text(record));
  }

  private static String mend(UpdateServer server) {
    return server
        .tsig()
        .map(key -> " Allow it there for key %s.".formatted(key.name()))
        .orElse(" Allow it there, or name a key in tsig.");
  }
}
