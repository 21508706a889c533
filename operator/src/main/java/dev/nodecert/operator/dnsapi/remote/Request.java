package dev.nodecert.operator.dnsapi.remote;

import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.ScriptCall;
import java.time.Duration;
import java.util.Map;

/**
 * A {@link ScriptCall} as it is sent: the script by its name, for both sides have it.
 *
 * @param api the script's name
 */
record Request(
    String api,
    ScriptCall.Action action,
    String recordName,
    String value,
    Map<String, String> settings,
    Map<String, String> credentials,
    Map<String, byte[]> files,
    Map<String, String> state,
    long timeoutMillis) {

  Request {
    settings = Map.copyOf(settings);
    credentials = Map.copyOf(credentials);
    files = Map.copyOf(files);
    state = Map.copyOf(state);
  }

  static Request of(ScriptCall call) {
    return new Request(
        call.api().name(),
        call.action(),
        call.recordName(),
        call.value(),
        call.settings(),
        call.credentials(),
        call.files(),
        call.state(),
        call.timeout().toMillis());
  }

  /** The call of a script that was found by its name. */
  ScriptCall call(DnsApi found) {
    return new ScriptCall(
        found,
        action,
        recordName,
        value,
        settings,
        credentials,
        files,
        state,
        Duration.ofMillis(timeoutMillis));
  }

  @Override
  public String toString() {
    return "Request[%s %s %s]".formatted(api, action, recordName);
  }
}
