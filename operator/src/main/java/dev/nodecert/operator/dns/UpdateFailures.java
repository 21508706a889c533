package dev.nodecert.operator.dns;

import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/** How a server's words about an update are told. */
final class UpdateFailures {

  private UpdateFailures() {}

  static DnsFailure silent(UpdateServer server, Reply.Silence silence) {
    return new DnsFailure("DNSTimedOut", "%s %s.".formatted(server.host(), silence.why()));
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
