package dev.nodecert.operator.certificate;

import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.acme.OrderRequest;
import dev.nodecert.operator.limits.OrderIntent;
import dev.nodecert.operator.limits.OrderLedger;

/** Makes orders, as far as the CA's limits allow. */
final class OrderPlacement {

  private final AcmeClient acme;
  private final OrderLedger ledger;

  OrderPlacement(AcmeClient acme, OrderLedger ledger) {
    this.acme = acme;
    this.ledger = ledger;
  }

  /**
   * Makes an order; without what it replaces, where the CA does not want to hear of it.
   *
   * @throws OrderLimitedException when a limit would be exceeded, and nothing was asked of the CA
   */
  AcmeOrder place(Observation o, AcmeAccountLogin login, OrderRequest request)
      throws OrderLimitedException {
    var intent = OrderIntents.of(o);
    try {
      return place(o.desired().owner().uid(), intent, login, request);
    } catch (AcmeFailure failure) {
      if (request.replaced().isPresent() && AcmeClient.isAboutReplacement(failure)) {
        var without = request.withoutReplaced();
        return place(o.desired().owner().uid(), intent.withoutReplaced(), login, without);
      }
      throw failure;
    }
  }

  private AcmeOrder place(
      String owner, OrderIntent intent, AcmeAccountLogin login, OrderRequest request)
      throws OrderLimitedException {
    var exceeded = ledger.begin(owner, intent);
    if (exceeded.isPresent()) {
      throw new OrderLimitedException(exceeded.get());
    }
    try {
      return acme.newOrder(login, request);
    } catch (AcmeFailure failure) {
      ledger.refused(owner);
      throw failure;
    }
  }
}
