package dev.nodecert.operator.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells again of an object that was made again while the deletion of its namesake was looked at.
 *
 * <p>The SDK (5.2.3, {@code EventProcessor.eventProcessingFinished}) forgets all it knows of a name
 * once a reconciler has seen its deletion, and with that the event of the new object; nothing would
 * ever look at it.
 */
public final class RecreationEventSource<P extends HasMetadata>
    extends AbstractEventSource<Void, P> {

  private static final int LOOKS = 10;
  private static final long SECONDS_BETWEEN_LOOKS = 1;

  private volatile Optional<Cache<P>> objects = Optional.empty();
  private final Map<ResourceID, Integer> looksLeft = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("recreations").factory());

  /** A source that has nothing to look into as yet. */
  public RecreationEventSource() {
    super(Void.class);
  }

  /** Where the objects are found from now on. */
  public void lookInto(Cache<P> cache) {
    objects = Optional.of(cache);
  }

  @Override
  public void start() {
    super.start();
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    super.stop();
    scheduler.shutdownNow();
  }

  /** The deletion of an object has been looked at. */
  public void deleted(HasMetadata object) {
    looksLeft.put(ResourceID.fromResource(object), LOOKS);
  }

  /** An object that is there is looked at. */
  public void reconciled(HasMetadata object) {
    looksLeft.remove(ResourceID.fromResource(object));
  }

  void look() {
    Set.copyOf(looksLeft.keySet()).forEach(this::look);
  }

  /** The event may be lost like the first one: the next look sends it again. */
  private void look(ResourceID id) {
    objects
        .flatMap(cache -> cache.get(id))
        .ifPresentOrElse(
            object ->
                getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, object)),
            () -> looksLeft.computeIfPresent(id, (_, left) -> left > 1 ? left - 1 : null));
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
