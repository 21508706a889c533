package dev.nodecert.operator.testing;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.TsigKey;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A {@link Scenario} with a zone of its own that an AcmePlugin of its own may write, and another
 * zone that only its owner writes. In fixtures they are the-zone.example.com, the-plugin and
 * the-other-zone.example.com, and the name server is 192.0.2.53:5353.
 */
public final class DnsScenario implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final String CHALLENGE = "_acme-challenge.";

  private final KubernetesClient client;
  private final Scenario scenario;
  private final Bind bind;
  private final String zone;
  private final String otherZone;

  /** A scenario in which the account is registered, and nothing else is yet. */
  public DnsScenario(KubernetesClient client, Scenario scenario, Bind bind) {
    this(client, scenario, bind, bind.newZone("example.com"));
  }

  /** A scenario whose zone is there already. */
  public DnsScenario(KubernetesClient client, Scenario scenario, Bind bind, String zone) {
    this.client = client;
    this.scenario = scenario;
    this.bind = bind;
    this.zone = zone;
    this.otherZone = bind.newZone("example.net");
    scenario.apply("account.yaml");
  }

  /** The plugin's name: cluster-wide, so it is this scenario's own. */
  public String plugin() {
    return scenario.account();
  }

  /** The zone that the plugin writes. */
  public String zone() {
    return zone;
  }

  /** The zone that it does not. */
  public String otherZone() {
    return otherZone;
  }

  /** The scenario without DNS. */
  public Scenario scenario() {
    return scenario;
  }

  /** Applies a fixture of {@code dns/}. */
  public DnsScenario apply(String fixture) {
    return apply(fixture, UnaryOperator.identity());
  }

  /** Applies a fixture of {@code dns/} after something was done to its text. */
  public DnsScenario apply(String fixture, UnaryOperator<String> edit) {
    scenario.apply("dns/" + fixture, text -> fill(edit.apply(text)));
    return this;
  }

  private String fill(String text) {
    TsigKey key = bind.tsigKey();
    return text.replace("the-zone.example.com", zone)
        .replace("the-other-zone.example.com", otherZone)
        .replace("192.0.2.53:5353", bind.nameServer())
        .replace("192.0.2.53", bind.address().getHostAddress())
        .replace("5353", Integer.toString(bind.port()))
        .replace("the-tsig-key", key.name())
        .replace("the-tsig-secret", key.secret())
        .replace("the-plugin", plugin());
  }

  /** Lets the challenge name of a domain lead elsewhere. */
  public DnsScenario cname(String domain, String target) {
    bind.setCname(CHALLENGE + domain, target);
    return this;
  }

  /** The values at a name. */
  public List<String> texts(String name) {
    return bind.texts(name);
  }

  /** The values at the challenge name of a domain. */
  public List<String> challenges(String domain) {
    return texts(CHALLENGE + domain);
  }

  /** Waits until so many values stand at a name. */
  public void awaitTexts(String name, int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> texts(name).size() == count);
  }

  /** Waits until the plugin is as described. */
  public AcmePlugin awaitPlugin(Predicate<AcmePlugin> description) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> client.resources(AcmePlugin.class).withName(plugin()).get(),
            found -> found != null && description.test(found));
  }

  /** Deletes the plugin. */
  public void deletePlugin() {
    client.resources(AcmePlugin.class).withName(plugin()).delete();
  }

  /** The Secret with what a script has to find again, if there is one. */
  public Optional<Secret> scriptState() {
    return client
        .secrets()
        .inNamespace(RunningOperator.NAMESPACE)
        .withLabel("nodecert.dev/script-state", plugin())
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  @Override
  public void close() {
    deletePlugin();
    client.secrets().inNamespace(RunningOperator.NAMESPACE).withName(plugin()).delete();
    scenario.close();
  }
}
