package dev.nodecert.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * The quickstart as it is, with the account at a CA of this machine: a kustomize overlay.
 *
 * @param quickstart the folder of what a user would apply
 * @param directory of the CA
 * @param caPem by which the CA's HTTPS is to be trusted
 */
record Overlay(Path quickstart, URI directory, String caPem) {

  private static final String CA_FILE = "ca.crt";

  /** Writes it into a folder, which {@code kubectl apply -k} takes. */
  Path write(RunFolder run) {
    var folder = run.folder("overlay");
    run.write("overlay/" + CA_FILE, caPem);
    run.write("overlay/kustomization.yaml", kustomization(folder));
    return folder;
  }

  /** Kustomize wants the way to its base to be relative. */
  String kustomization(Path folder) {
    return """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources:
    - %s
    configMapGenerator:
    - name: local-ca
      namespace: %s
      files: [%s]
    generatorOptions:
      disableNameSuffixHash: true
    patches:
    - target: {kind: AcmeAccount, name: default}
      patch: |-
        - {op: replace, path: /spec/directory, value: "%s"}
        - {op: add, path: /spec/caBundle, value: {configMapRef: {name: local-ca, key: %s}}}
    """
        .formatted(
            folder.relativize(quickstart), OperatorProcess.NAMESPACE, CA_FILE, directory, CA_FILE);
  }

  /** A text with the inner part of each PEM block left out. */
  static String abridged(String text) {
    return text.replaceAll("(?s)(-----BEGIN [A-Z ]+-----).*?(-----END)", "$1 … $2");
  }
}
