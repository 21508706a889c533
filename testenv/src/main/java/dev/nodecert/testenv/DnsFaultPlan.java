package dev.nodecert.testenv;

import java.util.Optional;

/** Chooses what befalls the messages that go through a {@link DnsRelay}. */
@FunctionalInterface
public interface DnsFaultPlan {

  /** Lets everything pass. */
  DnsFaultPlan NONE = _ -> Optional.empty();

  /** What befalls a message, asked once for each and before anything is forwarded. */
  Optional<DnsFault> faultFor(DnsMessageKind kind);
}
