package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.Reply.Silence;
import dev.nodecert.operator.dns.Reply.Silence.Cause;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** The resolvers by which zones are found. */
record Resolvers(Questions questions, List<InetSocketAddress> addresses) {

  /** What one of them said. */
  record Told(String resolver, Reply reply) {

    DnsFailure failure(Name name) {
      return new DnsFailure(
          "DNSResolverFailed",
          "No resolver could say where %s is: %s %s."
              .formatted(DnsNames.text(name), resolver, reply.complaint()));
    }
  }

  /** Whether the first of them that can tell says that there is no such name. */
  boolean deny(Name name) {
    return ask(name, Type.SOA).reply().definite().filter(Answer::isDenial).isPresent();
  }

  /** What the first of them says that can tell; else what the last one does. */
  Told ask(Name name, int type) {
    var told = new Told("none", new Silence(Cause.UNREACHABLE, "is known"));
    for (var address : addresses) {
      told =
          new Told(
              address.getAddress().getHostAddress(), questions.askResolver(address, name, type));
      if (told.reply().definite().isPresent()) {
        return told;
      }
    }
    return told;
  }
}
