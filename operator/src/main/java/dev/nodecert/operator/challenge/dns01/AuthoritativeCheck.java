package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.AuthoritativeDns;
import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.dns.Propagation;
import dev.nodecert.operator.dns.RecordLocation;
import dev.nodecert.operator.dns.TxtRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds a zone's name servers once for many looks; after a while, anew. */
final class AuthoritativeCheck implements NameServerCheck {

  private static final Duration KEPT = Duration.ofSeconds(30);

  private final AuthoritativeDns dns;
  private final InstantSource clock;
  private final ConcurrentMap<Question, Located> locations = new ConcurrentHashMap<>();

  AuthoritativeCheck(AuthoritativeDns dns, InstantSource clock) {
    this.dns = dns;
    this.clock = clock;
  }

  private record Question(String name, NameServers via) {}

  private record Located(RecordLocation location, Instant at) {}

  @Override
  public Propagation look(TxtRecord record, NameServers via) {
    return dns.look(location(record, via), Set.of(record.value()));
  }

  @Override
  public boolean isAbsent(TxtRecord record, NameServers via) {
    return dns.isAbsent(location(record, via), record.value());
  }

  private RecordLocation location(TxtRecord record, NameServers via) {
    var now = clock.instant();
    locations.values().removeIf(located -> located.at().plus(KEPT).isBefore(now));
    var question = new Question(record.name(), via);
    var known = locations.get(question);
    return known == null ? locate(question, now) : known.location();
  }

  private RecordLocation locate(Question question, Instant now) {
    var location = dns.locate(question.name(), question.via());
    locations.put(question, new Located(location, now));
    return location;
  }
}
