package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.Name;

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

  /** What the first of them says that can tell; else what the last one does. */
  Told ask(Name name, int type) {
    var told = new Told("none", new Reply.Silence("is known"));
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
