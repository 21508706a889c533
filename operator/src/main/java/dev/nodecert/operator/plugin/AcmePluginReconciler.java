package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginStatus;
import dev.nodecert.operator.informer.RecreationEventSource;
import dev.nodecert.operator.informer.SpecChange;
import dev.nodecert.operator.metrics.PluginGauges;
import dev.nodecert.operator.status.StatusUpdate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each AcmePlugin whether it can be used, and what its provider last said in vain. */
@ControllerConfiguration(
    name = "acmeplugin",
    triggerReconcilerOnAllEvents = true,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = SpecChange.class))
public final class AcmePluginReconciler implements Reconciler<AcmePlugin> {

  private static final Logger LOG = LoggerFactory.getLogger(AcmePluginReconciler.class);

  /** A Secret without its label is in no cache, so nothing tells when it is made. */
  private static final Duration REFUSAL_RECHECK = Duration.ofMinutes(1);

  private final PluginInspection inspection;
  private final PluginReports reports;
  private final PluginGauges gauges;
  private final ToIntFunction<String> users;
  private final PluginInputs inputs;
  private final InstantSource clock;
  private final SimpleInboundEventSource<AcmePlugin> news = new SimpleInboundEventSource<>();
  private final RecreationEventSource<AcmePlugin> recreations = new RecreationEventSource<>();

  /**
   * A reconciler of the plugins that the given providers use.
   *
   * @param users counts the certificates that name a plugin
   */
  public AcmePluginReconciler(
      DnsProviders providers,
      PluginGauges gauges,
      ToIntFunction<String> users,
      String operatorNamespace,
      InstantSource clock) {
    this.inspection = providers.inspection();
    this.reports = providers.reports();
    this.gauges = gauges;
    this.users = users;
    this.inputs = new PluginInputs(operatorNamespace);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, AcmePlugin>> prepareEventSources(
      EventSourceContext<AcmePlugin> context) {
    reports.read(plugin -> news.propagateEvent(new ResourceID(plugin)));
    recreations.lookInto(context.getPrimaryCache());
    return List.of(inputs.secrets(context), news, recreations);
  }

  @Override
  public UpdateControl<AcmePlugin> reconcile(AcmePlugin plugin, Context<AcmePlugin> context) {
    if (context.isPrimaryResourceDeleted()) {
      recreations.deleted(plugin);
      reports.forget(plugin.getMetadata().getName());
      gauges.remove(plugin.getMetadata().getName());
      return UpdateControl.noUpdate();
    }
    recreations.reconciled(plugin);
    return plugin.isMarkedForDeletion() ? UpdateControl.noUpdate() : look(plugin, context);
  }

  private UpdateControl<AcmePlugin> look(AcmePlugin plugin, Context<AcmePlugin> context) {
    gauges.put(plugin.getMetadata().getName(), users);
    var statuses =
        new PluginStatusFactory(
            plugin, reports.latest(plugin.getMetadata().getName()), clock.instant());
    try {
      write(plugin, statuses.usable(inspection.inspect(plugin)), context);
      return UpdateControl.noUpdate();
    } catch (PluginRefusedException refusal) {
      LOG.info("the plugin waits: {}: {}", refusal.reason(), refusal.message());
      write(plugin, statuses.refused(refusal), context);
      return UpdateControl.<AcmePlugin>noUpdate().rescheduleAfter(REFUSAL_RECHECK);
    }
  }

  private static void write(
      AcmePlugin plugin, AcmePluginStatus status, Context<AcmePlugin> context) {
    if (status.equals(plugin.getStatus())) {
      return;
    }
    var fresh = new AcmePlugin();
    fresh.setMetadata(new ObjectMetaBuilder().withName(plugin.getMetadata().getName()).build());
    fresh.setStatus(status);
    StatusUpdate.replace(plugin, fresh, context);
  }
}
