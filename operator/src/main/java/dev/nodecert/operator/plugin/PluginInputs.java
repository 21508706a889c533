package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmeShProvider;
import dev.nodecert.api.v1alpha1.RFC2136Provider;
import dev.nodecert.api.v1alpha1.TransactionSignature;
import dev.nodecert.operator.informer.MetadataOnlyStore;
import dev.nodecert.operator.secret.SecretMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Secrets that plugins name: a change of one wakes the plugins that do. */
final class PluginInputs {

  private static final String BY_SECRET = "plugin-by-secret";

  private final String namespace;

  PluginInputs(String namespace) {
    this.namespace = namespace;
  }

  /** Metadata only: credentials live in no informer's cache. */
  EventSource<?, AcmePlugin> secrets(EventSourceContext<AcmePlugin> context) {
    context.getPrimaryCache().addIndexer(BY_SECRET, PluginInputs::secretNames);
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, AcmePlugin.class)
            .withName("plugin-secrets")
            .withNamespaces(Set.of(namespace))
            .withLabelSelector(SecretMetadata.ALLOW_READ + "=true")
            .withItemStore(MetadataOnlyStore.ofSecrets())
            .withSecondaryToPrimaryMapper(secret -> naming(context, secret))
            .build(),
        context);
  }

  private static Set<ResourceID> naming(EventSourceContext<AcmePlugin> context, Secret secret) {
    return context.getPrimaryCache().byIndex(BY_SECRET, secret.getMetadata().getName()).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static List<String> secretNames(AcmePlugin plugin) {
    var spec = plugin.getSpec();
    var credentials =
        Optional.ofNullable(spec.acmeSh())
            .map(AcmeShProvider::credentialsSecretRef)
            .map(reference -> reference.name());
    var key =
        Optional.ofNullable(spec.rfc2136())
            .map(RFC2136Provider::tsig)
            .map(TransactionSignature::secretRef)
            .map(reference -> reference.name());
    return Stream.of(credentials, key).flatMap(Optional::stream).toList();
  }
}
