package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.api.v1alpha1.RenewalWindow;
import dev.nodecert.operator.account.WellKnownDirectory;
import dev.nodecert.operator.limits.OrderIntent;
import dev.nodecert.operator.limits.OrderIntent.Account;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import dev.nodecert.operator.limits.OrderLimits;
import dev.nodecert.operator.secret.TlsSecret;

/** What an order for what was seen is to the CA. */
final class OrderIntents {

  private OrderIntents() {}

  /** The order that would be made; the account must be known. */
  static OrderIntent of(Observation o) {
    return new OrderIntent(
        account(o.knownAccount().orElseThrow()), o.namespace(), o.order().names(), kind(o));
  }

  static Account account(AcmeAccount account) {
    var name = account.getMetadata().getName();
    var status = account.getStatus();
    var url = status == null ? null : status.accountURL();
    return new Account(
        WellKnownDirectory.url(account.getSpec().directory()),
        name,
        url == null ? name : url,
        OrderLimits.of(account.getSpec()));
  }

  private static Kind kind(Observation o) {
    return o.held()
        .filter(held -> o.wantedHash().filter(held.provenance().orderHash()::equals).isPresent())
        .map(held -> renewal(o, held))
        .orElse(Kind.FIRST);
  }

  private static Kind renewal(Observation o, TlsSecret held) {
    if (!held.isRevoked() && o.now().isBefore(o.renewal(held).lifetime().thirdGone())) {
      return Kind.EARLY_RENEWAL;
    }
    return isWanted(o, held) ? Kind.REPLACEMENT : Kind.RENEWAL;
  }

  /**
   * Let's Encrypt's Boulder exempts a replacement by the same account within the window that it
   * suggested.
   */
  private static boolean isWanted(Observation o, TlsSecret held) {
    return held.provenance().account().equals(o.order().account())
        && o.knownRenewal(held)
            .map(Renewal::window)
            .filter(window -> isWithin(window, o))
            .isPresent();
  }

  private static boolean isWithin(RenewalWindow window, Observation o) {
    return !o.now().isBefore(window.start()) && o.now().isBefore(window.end());
  }
}
