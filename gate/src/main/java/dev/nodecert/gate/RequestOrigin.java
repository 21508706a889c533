package dev.nodecert.gate;

import java.util.List;

/**
 * Whether a form was sent from our own page. Every browser says so, in {@code Sec-Fetch-Site} or
 * {@code Origin}; a request without both is none of ours.
 */
final class RequestOrigin {

  private RequestOrigin() {}

  static boolean isOurs(List<String> fetchSite, List<String> origin, List<String> host) {
    if (!fetchSite.isEmpty() && !fetchSite.equals(List.of("same-origin"))) {
      return false;
    }
    if (origin.isEmpty()) {
      return !fetchSite.isEmpty();
    }
    return host.size() == 1 && origin.equals(List.of("https://" + host.getFirst()));
  }
}
