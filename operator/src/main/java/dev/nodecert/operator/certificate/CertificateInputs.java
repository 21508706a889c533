package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.TlsSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What else a NodeCertificate depends on: a change of its account or its Secret wakes it. */
final class CertificateInputs {

  private static final String BY_ACCOUNT = "certificate-by-account";
  private static final String BY_SECRET = "certificate-by-secret";

  private CertificateInputs() {}

  static List<EventSource<?, NodeCertificate>> eventSources(
      EventSourceContext<NodeCertificate> context) {
    context.getPrimaryCache().addIndexer(BY_ACCOUNT, c -> List.of(accountName(c)));
    context.getPrimaryCache().addIndexer(BY_SECRET, c -> List.of(secretKey(c)));
    return List.of(accounts(context), secrets(context));
  }

  private static EventSource<?, NodeCertificate> accounts(
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

  private static EventSource<?, NodeCertificate> secrets(
      EventSourceContext<NodeCertificate> context) {
    PrimaryToSecondaryMapper<NodeCertificate> secret =
        certificate ->
            Set.of(
                new ResourceID(
                    DesiredCertificate.secretName(certificate),
                    certificate.getMetadata().getNamespace()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, NodeCertificate.class)
            .withNamespacesInheritedFromController()
            .withLabelSelector(SecretMetadata.CERTIFICATE)
            .withPrimaryToSecondaryMapper(secret)
            .withSecondaryToPrimaryMapper(changed ->
                byIndex(
                    context,
                    BY_SECRET,
                    key(changed.getMetadata().getNamespace(), changed.getMetadata().getName())))
            .build(),
        context);
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

  private static String secretKey(NodeCertificate certificate) {
    return key(
        certificate.getMetadata().getNamespace(), DesiredCertificate.secretName(certificate));
  }

  private static String key(String namespace, String name) {
    return new TlsSecret.Owner(namespace, name, "").key();
  }
}
