package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.DnsScenario;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import dev.nodecert.testenv.provider.ApiFault;
import dev.nodecert.testenv.provider.ProviderStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that are asked over HTTPS: acme.sh's scripts as they are, against strict stand-ins. */
@TestEnvironment
class HttpsProviderIT {

  private static final Map<String, BiFunction<Bind, String, ProviderStandIn>> PROVIDERS =
      Map.of(
          "cf", ProviderStandIn::cloudflare,
          "gandi_livedns", ProviderStandIn::gandiLiveDns,
          "ovh", ProviderStandIn::ovh);

  @TempDir private Path directory = Path.of("set by JUnit");

  @Test
  void theUnmodifiedScriptsProveDomainsAndTellWhatWentWrong(
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind,
      Ports ports)
      throws Exception {
    try (var cluster = Cluster.start();
        var trials = new Trials(bind)) {
      var flags = trials.flags(directory);
      try (var operator = OperatorProcess.start(cluster, directory, ports, flags)) {
        trials.open(cluster, operator, pebble);
        trials.each(Trial::orderInVain);
        trials.each(Trial::awaitFailure);
        trials.each(Trial::recoverAndOrder);
        trials.each(Trial::awaitReady);
      }
    }
  }

  /** One provider, with a zone and a namespace of its own. */
  private static final class Trial implements AutoCloseable {
    private final ProviderStandIn provider;
    private final TestNamespace namespace;
    private final DnsScenario dns;

    Trial(
        ProviderStandIn provider,
        String zone,
        Cluster cluster,
        OperatorProcess operator,
        Pebble pebble,
        Bind bind) {
      this.provider = provider;
      this.namespace = TestNamespace.create(cluster.client(), "provider");
      var scenario = new Scenario(cluster.client(), operator.solver(), pebble, namespace);
      this.dns = new DnsScenario(cluster.client(), scenario, bind, zone);
    }

    void orderInVain() {
      provider.fail(new ApiFault.Status(500));
      dns.apply("provider-plugin.yaml", this::fill).apply("domain.yaml");
    }

    private String fill(String text) {
      var credentials =
          provider.credentials().entrySet().stream()
              .map(entry -> "  %s: \"%s\"".formatted(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining("\n"));
      return text.replace("  THE_OPTION: the-credential", credentials)
          .replace("the-api", provider.script());
    }

    void awaitFailure() {
      var failed =
          dns.scenario()
              .awaitCertificate(
                  "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);
      var plugin =
          dns.awaitPlugin(p -> p.getStatus() != null && p.getStatus().lastFailure() != null);

      var told = Objects.requireNonNull(plugin.getStatus().lastFailure()).output();
      var failure = Objects.requireNonNull(failed.getStatus().failure());
      assertThat(failure.type()).as(provider.script()).isEqualTo("ProviderFailed");
      assertThat(provider.credentials().values()).noneMatch(told::contains);
      assertThat(provider.credentials().values()).noneMatch(failure.message()::contains);
    }

    /** A changed spec is tried at once. */
    void recoverAndOrder() {
      provider.recover();
      dns.apply("domain.yaml", text -> text.replace("pve1.the-zone", "pve2.the-zone"));
    }

    void awaitReady() {
      dns.scenario().awaitCertificate("pve1", Expect.ready());
      dns.scenario()
          .awaitCertificate(
              "pve1",
              c -> c.getStatus().records().isEmpty() && c.getMetadata().getFinalizers().isEmpty());
      assertThat(dns.challenges("pve2." + dns.zone())).as(provider.script()).isEmpty();
    }

    @Override
    public void close() {
      dns.close();
      namespace.close();
    }
  }

  /** All providers, beside each other. */
  private static final class Trials implements AutoCloseable {
    private final Bind bind;
    private final Map<String, ProviderStandIn> providers;
    private List<Trial> trials = List.of();

    Trials(Bind bind) {
      this.bind = bind;
      this.providers =
          PROVIDERS.values().stream()
              .map(make -> Map.entry(bind.newZone("example.com"), make))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, entry -> entry.getValue().apply(bind, entry.getKey())));
    }

    String[] flags(Path directory) throws IOException {
      var roots =
          Files.writeString(
              directory.resolve("providers.pem"),
              providers.values().stream()
                  .map(ProviderStandIn::caPem)
                  .collect(Collectors.joining("\n")));
      var curl =
          Stream.concat(
              Stream.of("cacert = \"%s\"".formatted(roots)),
              providers.values().stream().map(p -> "connect-to = \"%s\"".formatted(p.connectTo())));
      return Stream.concat(
              Stream.of("--acme-sh-home=" + AcmeSh.provide().home()),
              curl.map("--dnsapi-curl-config="::concat))
          .toArray(String[]::new);
    }

    void open(Cluster cluster, OperatorProcess operator, Pebble pebble) {
      trials =
          providers.entrySet().stream()
              .map(entry ->
                  new Trial(entry.getValue(), entry.getKey(), cluster, operator, pebble, bind))
              .toList();
    }

    void each(Consumer<Trial> step) {
      trials.forEach(step);
    }

    @Override
    public void close() {
      trials.forEach(Trial::close);
      providers.values().forEach(ProviderStandIn::close);
    }
  }
}
