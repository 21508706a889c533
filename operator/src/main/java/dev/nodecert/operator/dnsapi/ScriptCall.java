package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One record to add or to remove.
 *
 * @param api the script
 * @param action what it shall do
 * @param recordName the TXT record's name, without a dot at its end
 * @param value the TXT record's value
 * @param settings variables that are not secret
 * @param credentials variables whose values are masked in the output; they win over settings
 * @param files contents by the variable that shall hold the path; masked too
 * @param state what earlier calls left, see {@link ScriptResult#state}
 * @param timeout after which the script is ended
 */
public record ScriptCall(
    DnsApi api,
    Action action,
    String recordName,
    String value,
    Map<String, String> settings,
    Map<String, String> credentials,
    Map<String, byte[]> files,
    Map<String, String> state,
    Duration timeout) {

  /** What a script can do. */
  public enum Action {
    ADD,
    REMOVE
  }

  public ScriptCall {
    settings = Map.copyOf(settings);
    credentials = Map.copyOf(credentials);
    files = Map.copyOf(files);
    state = Map.copyOf(state);
  }

  /** All that is given as text. */
  Map<String, String> variables() {
    var variables = new HashMap<>(settings);
    variables.putAll(credentials);
    return variables;
  }

  /** The names of all variables. */
  Set<String> given() {
    var given = new HashSet<>(variables().keySet());
    given.addAll(files.keySet());
    return given;
  }

  /** What must not be seen. */
  List<String> secrets() {
    return Stream.of(
            credentials.values().stream(),
            state.values().stream(),
            files.values().stream().map(content -> new String(content, UTF_8)))
        .flatMap(values -> values)
        .toList();
  }

  @Override
  public String toString() {
    return "ScriptCall[%s %s %s]".formatted(api.name(), action, recordName);
  }
}
