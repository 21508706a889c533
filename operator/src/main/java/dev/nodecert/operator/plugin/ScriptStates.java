package dev.nodecert.operator.plugin;

import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import dev.nodecert.operator.secret.ScriptStateSecret;
import dev.nodecert.operator.secret.SecretStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What scripts want to find again when they remove what they have set: in memory, and where a
 * removal needs it, in a Secret as well, so that it outlives this process.
 */
final class ScriptStates {

  private final SecretStore secrets;
  private final String namespace;
  private final ConcurrentMap<Owner, Map<String, String>> kept = new ConcurrentHashMap<>();

  ScriptStates(SecretStore secrets, String namespace) {
    this.secrets = secrets;
    this.namespace = namespace;
  }

  /** Whose state it is. */
  record Owner(String plugin, DnsApi api, TxtRecord record) {

    private boolean outlivesProcess() {
      return api.traits().has(Trait.KEEPS_STATE);
    }

    private String secretName() {
      return ScriptStateSecret.nameFor(plugin, record.name(), record.value());
    }
  }

  Map<String, String> get(Owner owner) {
    var inMemory = kept.get(owner);
    if (inMemory != null) {
      return inMemory;
    }
    return owner.outlivesProcess()
        ? secrets
            .get(namespace, owner.secretName())
            .flatMap(ScriptStateSecret::of)
            .map(ScriptStateSecret::state)
            .orElseGet(Map::of)
        : Map.of();
  }

  void put(Owner owner, Map<String, String> state) {
    if (state.isEmpty()) {
      return;
    }
    kept.put(owner, state);
    if (owner.outlivesProcess()) {
      secrets.apply(
          new ScriptStateSecret(state).toSecret(namespace, owner.secretName(), owner.plugin()));
    }
  }

  void discard(Owner owner) {
    kept.remove(owner);
    if (owner.outlivesProcess()) {
      secrets
          .get(namespace, owner.secretName())
          .filter(ScriptStateSecret::isOne)
          .ifPresent(secrets::delete);
    }
  }
}
