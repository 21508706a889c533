package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.CertificateOutputs;
import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateSpec;
import dev.nodecert.api.v1alpha1.SecretKeyReference;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.TlsSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What else a NodeCertificate depends on: a change of its account or its Secret wakes it. */
final class CertificateInputs {

  private static final String BY_ACCOUNT = "certificate-by-account";
  private static final String BY_PLUGIN = "certificate-by-plugin";
  private static final String BY_SECRET = "certificate-by-secret";
  private static final String BY_NAME = "certificate-by-name";
  private static final String BY_OWNER = "secret-by-owner";
  private static final String BY_INPUT = "certificate-by-input";

  // There are two kinds of Secrets: those that are written, and those that are read.
  private static final String WRITTEN = "written";
  private static final String READ = "read";

  private CertificateInputs() {}

  static List<EventSource<?, NodeCertificate>> eventSources(
      EventSourceContext<NodeCertificate> context,
      List<EventSource<?, NodeCertificate>> others,
      CachedOrders orders,
      CachedConditions conditions) {
    context.getPrimaryCache().addIndexer(BY_ACCOUNT, c -> List.of(accountName(c)));
    context.getPrimaryCache().addIndexer(BY_PLUGIN, CertificateInputs::pluginNames);
    context.getPrimaryCache().addIndexer(BY_SECRET, c -> List.of(secretKey(c)));
    context.getPrimaryCache().addIndexer(BY_NAME, CertificateInputs::orderedNames);
    context.getPrimaryCache().addIndexer(BY_INPUT, CertificateInputs::inputKeys);
    var accounts = accounts(context);
    var plugins = plugins(context);
    var secrets = secrets(context);
    orders.lookInto(
        new CachedOrders.Caches(
            () -> context.getPrimaryCache().list(),
            secrets::list,
            name -> accounts.get(new ResourceID(name))));
    conditions.lookInto(
        new CachedConditions.Caches(
            () -> context.getPrimaryCache().list(), accounts::list, plugins::list));
    var sources =
        new ArrayList<EventSource<?, NodeCertificate>>(
            List.of(accounts, plugins, secrets, inputs(context)));
    sources.addAll(others);
    return sources;
  }

  private static InformerEventSource<AcmeAccount, NodeCertificate> accounts(
      EventSourceContext<NodeCertificate> context) {
    PrimaryToSecondaryMapper<NodeCertificate> account =
        certificate -> Set.of(new ResourceID(accountName(certificate)));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(AcmeAccount.class, NodeCertificate.class)
            .withWatchAllNamespaces()
            .withPrimaryToSecondaryMapper(account)
            .withSecondaryToPrimaryMapper(
                changed -> byIndex(context, BY_ACCOUNT, changed.getMetadata().getName()))
            .build(),
        context);
  }

  private static InformerEventSource<AcmePlugin, NodeCertificate> plugins(
      EventSourceContext<NodeCertificate> context) {
    PrimaryToSecondaryMapper<NodeCertificate> plugins =
        certificate ->
            pluginNames(certificate).stream().map(ResourceID::new).collect(Collectors.toSet());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(AcmePlugin.class, NodeCertificate.class)
            .withWatchAllNamespaces()
            .withPrimaryToSecondaryMapper(plugins)
            .withSecondaryToPrimaryMapper(
                changed -> byIndex(context, BY_PLUGIN, changed.getMetadata().getName()))
            .build(),
        context);
  }

  /** How many NodeCertificates name a plugin. */
  static int usersOf(String plugin, IndexedResourceCache<NodeCertificate> certificates) {
    return certificates.byIndex(BY_PLUGIN, plugin).size();
  }

  /** An account by its name, whether the spec names it or not. */
  static Optional<AcmeAccount> account(String name, Context<NodeCertificate> context) {
    return ((InformerEventSource<AcmeAccount, NodeCertificate>)
            context.eventSourceRetriever().getEventSourceFor(AcmeAccount.class))
        .get(new ResourceID(name));
  }

  /** A plugin by its name, whether the spec names it or not. */
  static Optional<AcmePlugin> plugin(String name, Context<NodeCertificate> context) {
    return ((InformerEventSource<AcmePlugin, NodeCertificate>)
            context.eventSourceRetriever().getEventSourceFor(AcmePlugin.class))
        .get(new ResourceID(name));
  }

  private static InformerEventSource<Secret, NodeCertificate> secrets(
      EventSourceContext<NodeCertificate> context) {
    PrimaryToSecondaryMapper<NodeCertificate> secret =
        certificate ->
            Set.of(
                new ResourceID(
                    DesiredCertificate.secretName(certificate),
                    certificate.getMetadata().getNamespace()));
    var secrets =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Secret.class, NodeCertificate.class)
                .withName(WRITTEN)
                .withNamespacesInheritedFromController()
                .withLabelSelector(SecretMetadata.CERTIFICATE)
                .withPrimaryToSecondaryMapper(secret)
                .withSecondaryToPrimaryMapper(changed -> concerned(context, changed))
                .build(),
            context);
    secrets.addIndexers(Map.of(BY_OWNER, s -> TlsSecret.ownerOf(s).stream().toList()));
    return secrets;
  }

  /** What users let NodeCert read: uploads, pass phrases, passwords. */
  private static EventSource<?, NodeCertificate> inputs(
      EventSourceContext<NodeCertificate> context) {
    PrimaryToSecondaryMapper<NodeCertificate> inputs =
        certificate ->
            inputNames(certificate)
                .map(name -> new ResourceID(name, certificate.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, NodeCertificate.class)
            .withName(READ)
            .withNamespacesInheritedFromController()
            .withLabelSelector(SecretMetadata.ALLOW_READ + "=true")
            .withPrimaryToSecondaryMapper(inputs)
            .withSecondaryToPrimaryMapper(changed ->
                byIndex(
                    context,
                    BY_INPUT,
                    key(changed.getMetadata().getNamespace(), changed.getMetadata().getName())))
            .build(),
        context);
  }

  private static List<String> inputKeys(NodeCertificate certificate) {
    var namespace = certificate.getMetadata().getNamespace();
    return inputNames(certificate).map(name -> key(namespace, name)).toList();
  }

  private static Stream<String> inputNames(NodeCertificate certificate) {
    return Stream.concat(
            uploadNames(certificate.getSpec()),
            Stream.ofNullable(certificate.getSpec().outputs())
                .flatMap(CertificateInputs::passwordNames))
        .distinct();
  }

  private static Stream<String> passwordNames(CertificateOutputs outputs) {
    return Stream.concat(
        Stream.ofNullable(outputs.pkcs12()).map(p12 -> p12.passwordSecretRef().name()),
        Stream.ofNullable(outputs.jks()).map(jks -> jks.passwordSecretRef().name()));
  }

  private static Stream<String> uploadNames(NodeCertificateSpec spec) {
    return Stream.ofNullable(spec.custom())
        .flatMap(custom ->
            Stream.concat(
                Stream.of(custom.secretRef().name()),
                Stream.ofNullable(custom.passphraseSecretRef()).map(SecretKeyReference::name)));
  }

  /** A Secret that users let NodeCert read, if the cache has it. */
  static Optional<Secret> input(String namespace, String name, Context<NodeCertificate> context) {
    return ((InformerEventSource<Secret, NodeCertificate>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, READ))
        .get(new ResourceID(name, namespace));
  }

  /** The Secret that a NodeCertificate's certificate is written to, if the cache has it. */
  static Optional<Secret> output(NodeCertificate certificate, Context<NodeCertificate> context) {
    return ((InformerEventSource<Secret, NodeCertificate>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, WRITTEN))
        .get(
            new ResourceID(
                DesiredCertificate.secretName(certificate),
                certificate.getMetadata().getNamespace()));
  }

  /** Those that ask for a Secret, and the one that it was made for. */
  private static Set<ResourceID> concerned(
      EventSourceContext<NodeCertificate> context, Secret changed) {
    var metadata = changed.getMetadata();
    var concerned =
        new HashSet<>(
            byIndex(context, BY_SECRET, key(metadata.getNamespace(), metadata.getName())));
    TlsSecret.ownerOf(changed)
        .map(owner -> owner.split("/", 2))
        .filter(owner -> owner.length == 2 && owner[0].equals(metadata.getNamespace()))
        .ifPresent(owner -> concerned.add(new ResourceID(owner[1], owner[0])));
    return concerned;
  }

  /** Whether any Secret holds a certificate of the cluster CA. */
  static boolean holdSigned(Stream<Secret> secrets) {
    return secrets
        .map(TlsSecret::sourceOf)
        .flatMap(Optional::stream)
        .anyMatch(CertificateSource.ClusterCA::equals);
  }

  /** The Secrets that were made for a NodeCertificate. */
  static Stream<Secret> secretsOf(NodeCertificate certificate, Context<NodeCertificate> context) {
    var owner = DesiredCertificate.owner(certificate);
    return ((InformerEventSource<Secret, NodeCertificate>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, WRITTEN))
        .byIndex(BY_OWNER, owner.key()).stream()
            .filter(secret -> secret.getMetadata().getNamespace().equals(owner.namespace()));
  }

  /** The NodeCertificates that order a name by an account. */
  static Stream<NodeCertificate> ordering(
      String name, AcmeAccount account, Context<NodeCertificate> context) {
    return context
        .getPrimaryCache()
        .byIndex(BY_NAME, ordered(account.getMetadata().getName(), name))
        .stream();
  }

  /** The NodeCertificates that ask for the same Secret, itself included. */
  static Stream<NodeCertificate> wantingSecretOf(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    return context.getPrimaryCache().byIndex(BY_SECRET, secretKey(certificate)).stream();
  }

  private static List<String> orderedNames(NodeCertificate certificate) {
    return DesiredCertificate.of(certificate).ordered().stream()
        .flatMap(order -> order.names().stream().map(name -> ordered(order.account(), name)))
        .toList();
  }

  private static String ordered(String account, String name) {
    return account + "/" + name;
  }

  private static Set<ResourceID> byIndex(
      EventSourceContext<NodeCertificate> context, String index, String key) {
    return context.getPrimaryCache().byIndex(index, key).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static String accountName(NodeCertificate certificate) {
    var acme = certificate.getSpec().acme();
    return acme == null ? "" : acme.accountRef().name();
  }

  private static List<String> pluginNames(NodeCertificate certificate) {
    return DesiredCertificate.of(certificate).ordered().stream()
        .flatMap(order -> order.plugins().stream())
        .toList();
  }

  private static String secretKey(NodeCertificate certificate) {
    return key(
        certificate.getMetadata().getNamespace(), DesiredCertificate.secretName(certificate));
  }

  private static String key(String namespace, String name) {
    return new TlsSecret.Owner(namespace, name, "").key();
  }
}
