package dev.nodecert.operator.faults;

import dev.nodecert.testenv.ProxiedRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request to the API server that is made for one AcmeAccount.
 *
 * @param account its name
 * @param name what is asked, the same for every AcmeAccount
 */
record AccountRequest(String account, String name) {

  /** The new key is stored beside the old one. */
  static final String ADD_SUCCESSOR = "PUT secret with successor";

  /** The new key takes the old one's place. */
  static final String PROMOTE_SUCCESSOR = "PUT secret";

  static final String EVENT = "POST event KeyRolledOver";

  private static final Pattern STATUS =
      Pattern.compile("/apis/nodecert[.]dev/v1alpha1/acmeaccounts/([^/]+)/status");
  private static final Pattern SECRET =
      Pattern.compile("/api/v1/namespaces/[^/]+/secrets/acme-(.+)-[0-9a-f]{8}");
  private static final Pattern REGARDING =
      Pattern.compile("\"kind\":\"AcmeAccount\",\"name\":\"([^\"]+)\"");

  /** Recognizes a request; lists and watches are made for no one. */
  static Optional<AccountRequest> of(ProxiedRequest request) {
    return account(STATUS, request.path())
        .map(account -> new AccountRequest(account, request.method() + " acmeaccounts/status"))
        .or(() ->
            account(SECRET, request.path())
                .map(account -> new AccountRequest(account, secret(request))))
        .or(() -> event(request));
  }

  private static String secret(ProxiedRequest request) {
    return request.body().contains("\"successor.key\":")
        ? request.method() + " secret with successor"
        : request.method() + " secret";
  }

  private static Optional<AccountRequest> event(ProxiedRequest request) {
    return Optional.of(request)
        .filter(it -> it.path().endsWith("/events") && it.body().contains("KeyRolledOver"))
        .flatMap(it -> account(REGARDING, it.body()))
        .map(account -> new AccountRequest(account, EVENT));
  }

  private static Optional<String> account(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
