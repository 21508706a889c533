package dev.nodecert.operator.dnsapi;

/**
 * A setting that is not given to a script.
 *
 * @param key its name, as the user wrote it
 * @param reason the rule that it breaks
 * @param message names the key, says what is wrong and how to mend it; never the value
 */
public record RefusedSetting(String key, Reason reason, String message) {

  /** The rules for settings. */
  public enum Reason {
    /** No name of a variable. */
    MALFORMED,
    /** Would change how the shell, acme.sh or its tools run. */
    RESERVED,
    /** The script does not read it. */
    UNKNOWN,
    /** The path of a file is wanted, and text was given. */
    NOT_A_FILE,
    /** A value holds what no variable can. */
    UNREPRESENTABLE,
    /** A value has line breaks, and the option is for a single line. */
    SEVERAL_LINES
  }
}
