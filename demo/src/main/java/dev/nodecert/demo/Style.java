package dev.nodecert.demo;

import java.util.Map;

/**
 * How emphasis looks.
 *
 * @param coloured by ANSI sequences; else text stays as it is
 */
record Style(boolean coloured) {

  /**
   * Colours for a terminal whose user has not said otherwise (no-color.org).
   *
   * @param environment of the process
   */
  static Style of(boolean terminal, Map<String, String> environment) {
    var refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    var dumb = "dumb".equals(environment.get("TERM"));
    return new Style(terminal && !refused && !dumb);
  }

  String strong(String text) {
    return paint("1", text);
  }

  String quiet(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
