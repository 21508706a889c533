package dev.nodecert.gate;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** All sessions, by the hash of their id; where there are too many, the longest unused one ends. */
final class Sessions {

  private final SessionLimits limits;
  private final SecureRandom random;

  /** The longest unused first. Guarded by this. */
  private final LinkedHashMap<String, Session> byHash = new LinkedHashMap<>();

  Sessions(SessionLimits limits, SecureRandom random) {
    this.limits = limits;
    this.random = random;
  }

  synchronized SessionId begin(User user, Instant now) {
    byHash.values().removeIf(session -> session.isOver(limits, now));
    if (byHash.size() >= limits.most()) {
      byHash.pollFirstEntry();
    }
    var id = SessionId.random(random);
    byHash.putLast(id.sha256(), new Session(user, now, now));
    return id;
  }

  /** Whose session this is, which is thereby used. A user who has changed since has none. */
  synchronized Optional<User> use(SessionId id, Users users, Instant now) {
    var hash = id.sha256();
    var session = byHash.get(hash);
    if (session == null) {
      return Optional.empty();
    }
    if (session.isOver(limits, now)) {
      byHash.remove(hash);
      return Optional.empty();
    }
    if (!users.holds(session.user())) {
      return Optional.empty();
    }
    byHash.putLast(hash, session.usedAt(now));
    return Optional.of(session.user());
  }

  synchronized void end(SessionId id) {
    byHash.remove(id.sha256());
  }

  synchronized int size() {
    return byHash.size();
  }
}
