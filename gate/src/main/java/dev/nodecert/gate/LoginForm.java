package dev.nodecert.gate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a user has written into the page. It does not print the secrets in it.
 *
 * @param code as typed: apps show it in two groups
 * @param to the page that was wished for
 */
record LoginForm(String user, String password, String code, ReturnPath to) {

  private static final String TYPE = "application/x-www-form-urlencoded";

  /** Not filled in yet. */
  static LoginForm blank(ReturnPath to) {
    return new LoginForm("", "", "", to);
  }

  static boolean isType(String contentType) {
    return contentType.equalsIgnoreCase(TYPE)
        || contentType.regionMatches(true, 0, TYPE + ";", 0, TYPE.length() + 1);
  }

  /** A form as browsers send it; throws IllegalArgumentException where it is none. */
  static LoginForm parse(String body) {
    var fields = fields(body);
    return new LoginForm(
        fields.getOrDefault("user", "").strip(),
        fields.getOrDefault("password", ""),
        fields.getOrDefault("code", "").replaceAll("\\s", ""),
        ReturnPath.of(fields.getOrDefault("to", "")));
  }

  private static Map<String, String> fields(String body) {
    var fields = new HashMap<String, String>();
    for (var field : body.split("&", -1)) {
      var border = field.indexOf('=');
      var name = border < 0 ? field : field.substring(0, border);
      var value = border < 0 ? "" : field.substring(border + 1);
      if (fields.put(decode(name), decode(value)) != null) {
        throw new IllegalArgumentException("a field is there twice");
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "LoginForm[…]";
  }
}
