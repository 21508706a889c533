package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.informer.MetadataOnlyStore;
import dev.nodecert.operator.secret.SecretMetadata;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Secrets and ConfigMaps that accounts name: a change of one wakes the accounts that do. */
final class AccountInputs {

  private static final String BY_SECRET = "account-by-secret";
  private static final String BY_CONFIG_MAP = "account-by-configmap";

  private final String namespace;

  AccountInputs(String namespace) {
    this.namespace = namespace;
  }

  List<EventSource<?, AcmeAccount>> eventSources(EventSourceContext<AcmeAccount> context) {
    context.getPrimaryCache().addIndexer(BY_SECRET, AccountInputs::secretNames);
    context.getPrimaryCache().addIndexer(BY_CONFIG_MAP, AccountInputs::configMapNames);
    return List.of(secrets(context), configMaps(context));
  }

  /** Metadata only: an account's key must live in no informer's cache. */
  private EventSource<?, AcmeAccount> secrets(EventSourceContext<AcmeAccount> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, AcmeAccount.class)
            .withName("account-secrets")
            .withNamespaces(Set.of(namespace))
            .withLabelSelector(SecretMetadata.ALLOW_READ + "=true")
            .withItemStore(MetadataOnlyStore.ofSecrets())
            .withSecondaryToPrimaryMapper(named(context, BY_SECRET))
            .build(),
        context);
  }

  private EventSource<?, AcmeAccount> configMaps(EventSourceContext<AcmeAccount> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(ConfigMap.class, AcmeAccount.class)
            .withName("account-configmaps")
            .withNamespaces(Set.of(namespace))
            .withItemStore(MetadataOnlyStore.ofConfigMaps())
            .withSecondaryToPrimaryMapper(named(context, BY_CONFIG_MAP))
            .build(),
        context);
  }

  private static <R extends HasMetadata> SecondaryToPrimaryMapper<R> named(
      EventSourceContext<AcmeAccount> context, String index) {
    Function<R, Set<ResourceID>> accounts =
        resource ->
            context.getPrimaryCache().byIndex(index, resource.getMetadata().getName()).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    return accounts::apply;
  }

  private static List<String> secretNames(AcmeAccount account) {
    var spec = account.getSpec();
    var key = AccountKeys.secretName(account, WellKnownDirectory.url(spec.directory()));
    var binding = spec.externalAccountBinding();
    return binding == null ? List.of(key) : List.of(key, binding.hmacKeySecretRef().name());
  }

  private static List<String> configMapNames(AcmeAccount account) {
    var bundle = account.getSpec().caBundle();
    return bundle == null ? List.of() : List.of(bundle.configMapRef().name());
  }
}
