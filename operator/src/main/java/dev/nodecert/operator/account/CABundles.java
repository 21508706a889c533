package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.CABundle;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a private CA's directory is trusted by. */
final class CABundles {

  private final KubernetesClient client;
  private final String namespace;

  CABundles(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  Optional<CertificateChain> read(@Nullable CABundle bundle) throws AccountRefusedException {
    if (bundle == null) {
      return Optional.empty();
    }
    var reference = bundle.configMapRef();
    var configMap = client.configMaps().inNamespace(namespace).withName(reference.name()).get();
    if (configMap == null) {
      throw new AccountRefusedException(
          "CABundleNotFound",
          "spec.caBundle.configMapRef names ConfigMap %s, which is not in namespace %s. Make it, with"
                  .formatted(reference.name(), namespace)
              + " the CA's root in PEM.");
    }
    return Optional.of(parse(configMap, reference.key()));
  }

  private CertificateChain parse(ConfigMap configMap, String key) throws AccountRefusedException {
    var name = configMap.getMetadata().getName();
    var pem = configMap.getData() == null ? null : configMap.getData().get(key);
    if (pem == null) {
      throw new AccountRefusedException(
          "CABundleNotFound",
          "ConfigMap %s/%s has no entry %s. Put the CA's root there in PEM."
              .formatted(namespace, name, key));
    }
    try {
      return CertificateChain.parse(pem);
    } catch (MalformedPemException e) {
      throw new AccountRefusedException(
          "CABundleInvalid",
          "Entry %s of ConfigMap %s/%s %s. Put the CA's root there in PEM."
              .formatted(key, namespace, name, e.getMessage()));
    }
  }
}
