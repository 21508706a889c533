package dev.nodecert.operator.faults;

import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.operator.testing.AccountKeysInSecrets;
import dev.nodecert.operator.testing.AccountsAtCA;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.SingleFault;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A rollover of one account's key, disturbed once. */
final class KeyRollover {

  static final String KEY_CHANGE = "POST rollover-account-key";
  private static final String NEW_ACCOUNT = "POST sign-me-up";
  private static final int VERSION = 2;

  private final Row row;
  private final Fault kind;
  private final FaultSite site;
  private final SingleFault fault;

  KeyRollover(Row row, Fault kind, FaultSite site) {
    this.row = row;
    this.kind = kind;
    this.site = site;
    this.fault = new SingleFault(naming(row.server()), row.request(), kind);
  }

  static Function<ProxiedRequest, Optional<String>> naming(Server server) {
    return switch (server) {
      case CA -> AcmeRequests::name;
      case API -> request -> AccountRequest.of(request).map(AccountRequest::name);
    };
  }

  /** The name of its AcmeAccount. */
  String name() {
    return "key-%s-%d-%s"
        .formatted(row.server(), row.position(), kind)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  /** Gives it an account. */
  void prepare() {
    site.provideAccount(name(), Course.HTTP01);
  }

  /** Whether its account is registered, so that the requests that follow are the rollover's. */
  boolean isPrepared() {
    return site.isRegistered(name());
  }

  /** Asks for the new key, with the fault in the way. */
  void begin() {
    switch (row.server()) {
      case CA -> site.disturbCA(name(), fault);
      case API -> site.disturbAccountApi(name(), fault);
    }
    site.raiseKeyVersion(name(), VERSION);
  }

  /** Whether the fault has struck and all is well again. */
  boolean isOver() {
    return fault.hasStruck()
        && site.isRegistered(name())
        && Integer.valueOf(VERSION).equals(site.account(name()).getStatus().keyVersion());
  }

  /** Whether nothing happens any more, or not before the next try. */
  boolean isSettled() {
    return isOver() || site.account(name()).getStatus().failure() != null;
  }

  /** What is not as it must be, once nothing changes any more. */
  List<String> complaints(KubernetesClient client, AccountsAtCA ca) {
    var complaints = new ArrayList<String>();
    if (!isOver()) {
      complaints.add(fault.hasStruck() ? "not rolled over by itself" : "the fault never came");
      return complaints;
    }
    var stored = new AccountKeysInSecrets(client, name()).only();
    var status = site.account(name()).getStatus();
    var key = new AccountKey(stored.key());
    if (stored.successor().isPresent() || !stored.version().equals(Optional.of(VERSION))) {
      complaints.add("the Secret is not tidy");
    }
    if (!key.thumbprint().equals(status.keyThumbprint())) {
      complaints.add("the status tells of another key than there is");
    }
    if (ca.find(key)
        .filter(it -> isAt(it.url().getPath(), String.valueOf(status.accountURL())))
        .isEmpty()) {
      complaints.add("the CA does not accept the key");
    }
    requireOne(NEW_ACCOUNT, HttpURLConnection.HTTP_CREATED, complaints);
    requireOne(KEY_CHANGE, HttpURLConnection.HTTP_OK, complaints);
    return complaints;
  }

  /** The account's URL at its proxy has another port. */
  private static boolean isAt(String path, String accountUrl) {
    return accountUrl.endsWith(path);
  }

  private void requireOne(String request, int status, List<String> complaints) {
    var done =
        site.exchanges(name()).stream()
            .filter(it -> it.status() == status)
            .filter(it -> AcmeRequests.name(it.request()).filter(request::equals).isPresent())
            .count();
    if (done != 1) {
      complaints.add("%d × %s".formatted(done, request));
    }
  }
}
