package dev.nodecert.operator.dnsapi;

import dev.nodecert.operator.dnsapi.ScriptCall.Action;
import java.time.Duration;
import java.util.Map;

/**
 * Calls like another one, but for one thing.
 *
 * @param call that one
 */
public record CallEdit(ScriptCall call) {

  public static CallEdit of(ScriptCall call) {
    return new CallEdit(call);
  }

  public CallEdit api(DnsApi api) {
    return of(
        new ScriptCall(
            api,
            call.action(),
            call.recordName(),
            call.value(),
            call.settings(),
            call.credentials(),
            call.files(),
            call.state(),
            call.timeout()));
  }

  public CallEdit removing() {
    return of(
        new ScriptCall(
            call.api(),
            Action.REMOVE,
            call.recordName(),
            call.value(),
            call.settings(),
            call.credentials(),
            call.files(),
            call.state(),
            call.timeout()));
  }

  public CallEdit settings(Map<String, String> settings) {
    return of(
        new ScriptCall(
            call.api(),
            call.action(),
            call.recordName(),
            call.value(),
            settings,
            call.credentials(),
            call.files(),
            call.state(),
            call.timeout()));
  }

  public CallEdit credentials(Map<String, String> credentials) {
    return of(
        new ScriptCall(
            call.api(),
            call.action(),
            call.recordName(),
            call.value(),
            call.settings(),
            credentials,
            call.files(),
            call.state(),
            call.timeout()));
  }

  public CallEdit files(Map<String, byte[]> files) {
    return of(
        new ScriptCall(
            call.api(),
            call.action(),
            call.recordName(),
            call.value(),
            call.settings(),
            call.credentials(),
            files,
            call.state(),
            call.timeout()));
  }

  public CallEdit state(Map<String, String> state) {
    return of(
        new ScriptCall(
            call.api(),
            call.action(),
            call.recordName(),
            call.value(),
            call.settings(),
            call.credentials(),
            call.files(),
            state,
            call.timeout()));
  }

  public CallEdit timeout(Duration timeout) {
    return of(
        new ScriptCall(
            call.api(),
            call.action(),
            call.recordName(),
            call.value(),
            call.settings(),
            call.credentials(),
            call.files(),
            call.state(),
            timeout));
  }
}
