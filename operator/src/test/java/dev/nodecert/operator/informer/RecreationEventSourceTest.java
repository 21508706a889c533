package dev.nodecert.operator.informer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event source beside an event processor that forgets what it is told. */
class RecreationEventSourceTest {

  private final Map<ResourceID, AcmeAccount> cached = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final RecreationEventSource<AcmeAccount> recreations = new RecreationEventSource<>();

  @BeforeEach
  void listen() {
    recreations.lookInto(new CacheOfMap(cached));
    recreations.setEventHandler(events::add);
  }

  @Test
  void anObjectThatIsThereAgainIsToldUntilItIsLookedAt() {
    recreations.deleted(account());
    recreations.look();
    assertThat(events).isEmpty();

    cached.put(ResourceID.fromResource(account()), account());
    recreations.look();
    recreations.look();
    assertThat(events)
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.getRelatedCustomResourceID()).isEqualTo(new ResourceID("letsencrypt"));
          assertThat(event)
              .isInstanceOfSatisfying(
                  ResourceEvent.class,
                  told -> assertThat(told.getAction()).isEqualTo(ResourceAction.ADDED));
        });

    recreations.reconciled(account());
    recreations.look();
    assertThat(events).hasSize(2);
  }

  @Test
  void aNameThatStaysGoneIsForgotten() {
    recreations.deleted(account());
    for (var look = 0; look < 10; look++) {
      recreations.look();
    }

    cached.put(ResourceID.fromResource(account()), account());
    recreations.look();

    assertThat(events).isEmpty();
  }

  private static AcmeAccount account() {
    var account = new AcmeAccount();
    account.setMetadata(new ObjectMetaBuilder().withName("letsencrypt").build());
    return account;
  }

  private record CacheOfMap(Map<ResourceID, AcmeAccount> objects) implements Cache<AcmeAccount> {

    @Override
    public Optional<AcmeAccount> get(ResourceID id) {
      return Optional.ofNullable(objects.get(id));
    }

    @Override
    public Stream<ResourceID> keys() {
      return objects.keySet().stream();
    }

    @Override
    public Stream<AcmeAccount> list(Predicate<AcmeAccount> predicate) {
      return objects.values().stream().filter(predicate);
    }
  }
}
