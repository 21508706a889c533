package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Accounts that a CA did not accept in an order. They may be lost: the next failure tells again.
 */
final class Rejections {

  private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();
  private final SimpleInboundEventSource<AcmeAccount> events =
      new SimpleInboundEventSource<>("account-rejections");

  /** Wakes an account that was rejected. */
  EventSource<?, AcmeAccount> eventSource() {
    return events;
  }

  void report(AcmeAccount account) {
    var url = Objects.requireNonNullElse(account.getStatus().accountURL(), "");
    urls.put(account.getMetadata().getName(), url);
    events.propagateEvent(ResourceID.fromResource(account));
  }

  /** The URL under which an account was rejected since it was last looked at. */
  Optional<String> of(AcmeAccount account) {
    return Optional.ofNullable(urls.get(account.getMetadata().getName()));
  }

  void forget(AcmeAccount account) {
    urls.remove(account.getMetadata().getName());
  }
}
