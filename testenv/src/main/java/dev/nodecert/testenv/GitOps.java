package dev.nodecert.testenv;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Flux and Argo CD bring and think, without either of them.
 *
 * @param judge runs Flux's own library and, as Argo CD does, its health checks
 * @param crds the folder of their CRDs
 */
public record GitOps(Path judge, Path crds) {

  /**
   * How an object is doing.
   *
   * @param flux a status of kstatus
   * @param argoCD a health of Argo CD
   * @param message what Argo CD shows
   */
  public record Health(String flux, String argoCD, String message) {}

  /**
   * Brings them to this machine, unless they are in the user's cache.
   *
   * @throws IllegalStateException with what is missing on this machine
   */
  public static GitOps provide() {
    var servers = Servers.provide("gitops");
    return new GitOps(servers.path("gitops-health"), servers.path("gitops-crds"));
  }

  /**
   * How an object is doing.
   *
   * @param argoCDConfigMap the file of the ConfigMap {@code argocd-cm} with the health checks
   */
  public Health health(HasMetadata object, Path argoCDConfigMap) {
    try {
      var file = Files.createTempFile("object", ".json");
      try {
        Files.writeString(file, Serialization.asJson(object));
        return health(argoCDConfigMap, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Health health(Path argoCDConfigMap, Path object) {
    var command = List.of(judge.toString(), argoCDConfigMap.toString(), object.toString());
    var words = new Tool(command, Map.of()).run().stripTrailing().split("\t", -1);
    return new Health(words[0], words[1], words.length > 2 ? words[2] : "");
  }
}
