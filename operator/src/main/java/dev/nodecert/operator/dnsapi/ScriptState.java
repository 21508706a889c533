package dev.nodecert.operator.dnsapi;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a script saves for its next call. */
final class ScriptState {

  /** Kubernetes' rule for the keys of a Secret. */
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  /** acme.sh's prefix for options that it has saved, and the driver's for those of a domain. */
  private static final Pattern PREFIX = Pattern.compile("^(SAVED_|domain\\.)");

  /** A value of this length is not by chance the same as a setting's. */
  private static final int UNMISTAKABLE = 8;

  private static final char SAVED = '+';

  private ScriptState() {}

  /**
   * The state after a call.
   *
   * @param before the state that it was given
   * @param changes what the driver has written of them: a key with a plus before it and a value,
   *     each with a NUL after it; an empty value removes
   * @param variables that the script was given: it saves those, too, which nobody needs
   */
  static Map<String, String> after(
      Map<String, String> before, String changes, Map<String, String> variables) {
    var state = new HashMap<>(before);
    var words = changes.split("\0", -1);
    // The last one is what follows the last NUL: nothing, or what was cut.
    for (int i = 0; i + 2 < words.length; i += 2) {
      var key = words[i];
      if (!key.isEmpty() && key.charAt(0) == SAVED && isKey(key.substring(1))) {
        state.put(key.substring(1), words[i + 1]);
      }
    }
    state.entrySet().removeIf(saved -> isOfNoUse(saved.getKey(), saved.getValue(), variables));
    return state;
  }

  static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  private static boolean isOfNoUse(String key, String value, Map<String, String> variables) {
    var variable = PREFIX.matcher(key).replaceFirst("");
    return value.isEmpty()
        || value.equals(variables.get(variable))
        || (value.length() >= UNMISTAKABLE && variables.containsValue(value));
  }
}
