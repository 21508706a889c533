package dev.nodecert.operator.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** The way to Secrets at the API server: read live, written by server-side apply. */
public final class SecretStore {

  private final KubernetesClient client;
  private final String fieldManager;

  /** A store that writes as the given field manager. */
  public SecretStore(KubernetesClient client, String fieldManager) {
    this.client = client;
    this.fieldManager = fieldManager;
  }

  /** Reads a Secret from the API server. */
  public Optional<Secret> get(String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  /** Makes a Secret, unless one of that name is there: then nothing is written. */
  public Optional<Secret> create(Secret secret) {
    try {
      return Optional.of(client.resource(secret).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Writes our fields of a Secret and leaves everybody else's. */
  public Secret apply(Secret secret) {
    return client.resource(secret).fieldManager(fieldManager).forceConflicts().serverSideApply();
  }

  /**
   * Writes a Secret as it was read and then changed.
   *
   * @throws KubernetesClientException with code 409 when it is not any more what was read
   */
  public Secret update(Secret secret) {
    return client.resource(secret).lockResourceVersion().update();
  }

  /** Sets an annotation of a Secret, unless it is gone. */
  public void annotate(Secret secret, String name, String value) {
    try {
      client
          .resource(secret)
          .edit(present ->
              new SecretBuilder(present)
                  .editMetadata()
                  .addToAnnotations(name, value)
                  .endMetadata()
                  .build());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Takes our marks off a Secret, and leaves all else of it as it is. */
  public void disown(Secret secret) {
    client
        .resource(secret)
        .edit(present ->
            new SecretBuilder(present)
                .editMetadata()
                .removeFromLabels(SecretMetadata.CERTIFICATE)
                .withAnnotations(SecretMetadata.othersOf(present.getMetadata()))
                .endMetadata()
                .build());
  }

  /**
   * Deletes a Secret as it was read or written.
   *
   * @return false if it has changed since then, or another came in its place, and it stays; or if
   *     the API server did not say that it has deleted anything
   */
  public boolean delete(Secret secret) {
    try {
      return !client.resource(secret).lockResourceVersion().delete().isEmpty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
