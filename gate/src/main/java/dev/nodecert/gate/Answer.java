package dev.nodecert.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
record Answer(int status, Map<String, String> headers, String body) {

  static Answer of(int status) {
    return new Answer(status, Map.of(), "");
  }

  Answer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** Without the headers: one of them may be a session's cookie. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
