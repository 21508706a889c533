package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.PluginOutput;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What providers said in vain, from who uses a plugin to who writes its status. */
public final class PluginReports {

  /** What a tenant is told: a provider's own words are the admin's matter. */
  static final String SEE_PLUGIN = "The status of AcmePlugin %s says why.";

  private final ConcurrentMap<String, PluginOutput> latest = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<String>> readers = new CopyOnWriteArrayList<>();

  /** Tells of a plugin's failure. */
  void report(String plugin, PluginOutput output) {
    latest.put(plugin, output);
    readers.forEach(reader -> reader.accept(plugin));
  }

  /** The last failure of a plugin in this process. */
  Optional<PluginOutput> latest(String plugin) {
    return Optional.ofNullable(latest.get(plugin));
  }

  /** Calls whoever writes statuses with the name of each plugin that there is news of. */
  void read(Consumer<String> reader) {
    readers.add(reader);
  }

  void forget(String plugin) {
    latest.remove(plugin);
  }
}
