package dev.nodecert.operator.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records Events without holding up whoever has something to tell. */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final String CONTROLLER = "nodecert.dev/operator";
  private static final String CLUSTER_SCOPED_EVENTS = "default";
  private static final int MAX_NOTE_BYTES = 1024;
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final ExecutorService executor;
  private final String instance;
  private final InstantSource clock;

  /**
   * A recorder.
   *
   * @param instance which of the operator's replicas this is
   */
  public EventRecorder(
      KubernetesClient client, ExecutorService executor, String instance, InstantSource clock) {
    this.client = client;
    this.executor = executor;
    this.instance = instance;
    this.clock = clock;
  }

  /** Records that something happened as it should. */
  public void normal(HasMetadata regarding, String reason, String action, String note) {
    record(event("Normal", regarding, reason, action, note));
  }

  /** Records that something happened that a person should look at. */
  public void warning(HasMetadata regarding, String reason, String action, String note) {
    record(event("Warning", regarding, reason, action, note));
  }

  private void record(Event event) {
    executor.execute(() -> {
      try {
        client.resource(event).create();
      } catch (KubernetesClientException e) {
        LOG.warn("an Event was lost: {} ({})", event.getNote(), e.getMessage());
      }
    });
  }

  private Event event(
      String type, HasMetadata regarding, String reason, String action, String note) {
    var reference = reference(regarding);
    return new EventBuilder()
        .withNewMetadata()
        .withName(regarding.getMetadata().getName() + "." + UUID.randomUUID())
        .withNamespace(
            reference.getNamespace() == null ? CLUSTER_SCOPED_EVENTS : reference.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICRO_TIME.format(clock.instant())))
        .withType(type)
        .withReason(reason)
        .withAction(action)
        .withNote(cut(note))
        .withRegarding(reference)
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .build();
  }

  /** The API server counts bytes. */
  static String cut(String note) {
    var kept = new StringBuilder();
    int bytes = 0;
    for (int codePoint : note.codePoints().toArray()) {
      bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_NOTE_BYTES) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.toString();
  }

  private static ObjectReference reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .build();
  }
}
