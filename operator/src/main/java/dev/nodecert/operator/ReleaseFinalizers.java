package dev.nodecert.operator;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What the chart runs after it has been uninstalled, again and again until it succeeds. */
@Command(
    name = "release-finalizers",
    description =
        "Takes NodeCert's finalizers off all objects: for when it is uninstalled, so that they can be"
            + " deleted later. Fails while an operator is at work. DNS records of orders that were"
            + " running may stay behind.",
    mixinStandardHelpOptions = true,
    defaultValueProvider = EnvironmentDefaults.class,
    usageHelpAutoWidth = true)
final class ReleaseFinalizers implements Callable<Integer> {

  private final InstantSource clock;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "nodecert",
      description = "The operator's own namespace, where its Lease is. Default: ${DEFAULT-VALUE}.")
  private String namespace = "nodecert";

  @Option(
      names = "--watch-namespaces",
      split = ",",
      paramLabel = "NAME",
      description = "The namespaces whose NodeCertificates were looked after. Default: all.")
  private List<String> watchedNamespaces = List.of();

  ReleaseFinalizers(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    try (var client = new KubernetesClientBuilder().build()) {
      // Not before: the operator's command line says how a logger writes.
      var log = LoggerFactory.getLogger(ReleaseFinalizers.class);
      var release = new FinalizerRelease(client, namespace, clock);
      if (release.isLed()) {
        log.error("an operator is at work and would set them again: end it first");
        return ExitCode.SOFTWARE;
      }
      if (release.release(watchedNamespaces) == FinalizerRelease.Outcome.OVERTAKEN) {
        log.error("some objects were changed by others meanwhile: once more");
        return ExitCode.SOFTWARE;
      }
      return ExitCode.OK;
    }
  }
}
