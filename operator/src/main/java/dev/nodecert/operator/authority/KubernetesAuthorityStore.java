package dev.nodecert.operator.authority;

import dev.nodecert.operator.authority.AuthoritySeen.Leaves;
import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CA at the API server: read by name and live, in no informer's cache. */
final class KubernetesAuthorityStore implements AuthorityStore {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesAuthorityStore.class);

  /** What the API server says when an object, or its namespace, came, changed or went meanwhile. */
  private static final Set<Integer> OVERTAKEN =
      Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

  private final KubernetesClient client;
  private final SecretStore secrets;
  private final String namespace;
  private final BooleanSupplier leavesExist;
  private final String fieldManager;

  KubernetesAuthorityStore(
      KubernetesClient client, String fieldManager, String namespace, BooleanSupplier leavesExist) {
    this.client = client;
    this.secrets = new SecretStore(client, fieldManager);
    this.namespace = namespace;
    this.leavesExist = leavesExist;
    this.fieldManager = fieldManager;
  }

  /** In this order: a CA that another replica makes meanwhile is then not taken for a lost one. */
  @Override
  public AuthoritySeen read() {
    var published = configMap(namespace);
    var secret = secrets.get(namespace, AuthoritySecret.NAME);
    // Only a Secret that is not there makes it a question.
    var leaves = secret.isEmpty() && leavesExist.getAsBoolean() ? Leaves.SOME : Leaves.NONE;
    return new AuthoritySeen(namespace, secret, published, leaves);
  }

  private Optional<ConfigMap> configMap(String in) {
    return Optional.ofNullable(
        client.configMaps().inNamespace(in).withName(PublishedAuthority.NAME).get());
  }

  @Override
  public void create(Secret secret) {
    var inPlace = secrets.create(secret);
    if (inPlace.isPresent()) {
      LOG.info("made the cluster's CA, Secret {}/{}", namespace, AuthoritySecret.NAME);
    }
  }

  @Override
  public void update(Secret secret) {
    try {
      secrets.update(secret);
    } catch (KubernetesClientException e) {
      if (!OVERTAKEN.contains(e.getCode())) {
        throw e;
      }
      LOG.info("Secret {}/{} was changed by somebody meanwhile", namespace, AuthoritySecret.NAME);
    }
  }

  @Override
  public void publish(PublishedAuthority published) {
    client
        .resource(published.toConfigMap(namespace))
        .fieldManager(fieldManager)
        .forceConflicts()
        .serverSideApply();
  }

  @Override
  public List<String> namespaces(String selector) {
    try {
      return selected(selector);
    } catch (KubernetesClientException e) {
      // Who signs is not to wait for it; it is tried again within the hour.
      LOG.warn("the namespaces that are to trust the CA cannot be listed: {}", e.getMessage());
      return List.of();
    }
  }

  private List<String> selected(String selector) {
    return client.namespaces().withLabelSelector(selector).list().getItems().stream()
        .filter(it -> it.getMetadata().getDeletionTimestamp() == null)
        .map(Namespace::getMetadata)
        .map(metadata -> metadata.getName())
        .filter(name -> !name.equals(namespace))
        .toList();
  }

  @Override
  public void publish(String target, PublishedAuthority published) {
    try {
      var present = configMap(target);
      if (present.filter(it -> !PublishedAuthority.isOurs(it)).isPresent()) {
        LOG.warn(
            "ConfigMap {}/{} is somebody else's; the CA is not published there",
            target,
            PublishedAuthority.NAME);
      } else if (present.filter(published::isIn).isEmpty()) {
        client
            .resource(published.toConfigMap(target))
            .fieldManager(fieldManager)
            .forceConflicts()
            .serverSideApply();
      }
    } catch (KubernetesClientException e) {
      // The others are not to wait for this one; it is tried again within the hour.
      LOG.warn("the CA was not published in namespace {}: {}", target, e.getMessage());
    }
  }
}
