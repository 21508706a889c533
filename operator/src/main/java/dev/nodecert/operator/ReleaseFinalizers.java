package dev.nodecert.operator;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the chart runs after it has been uninstalled. */
@Command(
    name = "release-finalizers",
    description =
        "Takes NodeCert's finalizers off all objects, once no operator is at work: for when it is"
            + " uninstalled, so that they can be deleted later. DNS records of orders that were"
            + " running may stay behind.",
    mixinStandardHelpOptions = true,
    defaultValueProvider = EnvironmentDefaults.class,
    usageHelpAutoWidth = true)
final class ReleaseFinalizers implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofSeconds(1);

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

  @Override
  public Integer call() throws InterruptedException {
    try (var client = new KubernetesClientBuilder().build()) {
      var release = new FinalizerRelease(client, namespace, Clock.systemUTC());
      while (release.isLed()) {
        LoggerFactory.getLogger(ReleaseFinalizers.class).info("waiting for the operator to end");
        Thread.sleep(PAUSE);
      }
      release.release(watchedNamespaces);
    }
    return CommandLine.ExitCode.OK;
  }
}
