package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;

/**
 * An answer to everything that is asked about an order: read as the order, and where it names
 * authorizations, as each of them too.
 */
final class OrderFuzz {

  // What a status has room for.
  private static final int MAX_URL = 2048;
  private static final int MAX_NAME = 253;

  private OrderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws MalformedURLException {
    var login = CannedCA.accountThatIsTold(CannedAnswer.parse(input));
    try {
      read(
          new AcmeOrder(
              Endpoint.call("newOrder", () -> login.newOrder().domain("a.example").create()),
              CannedCA.KEY,
              CannedCA.CLOCK));
    } catch (AcmeFailure failure) {
      TextForUsers.assertSound(failure);
    }
  }

  private static void read(AcmeOrder order) {
    assertSound(order.url());
    order.retryAfter().ifPresent(OrderFuzz::assertSound);
    if (order.state() == AcmeOrder.State.VALID) {
      assertSound(order.certificateUrl());
    }
    order.authorizations().forEach(OrderFuzz::read);
    TextForUsers.assertSound(order.problem());
  }

  private static void read(AcmeAuthorization authorization) {
    assertSound(authorization.url());
    authorization.http01().ifPresent(OrderFuzz::read);
    if (!authorization.isValid()) {
      TextForUsers.assertSound(authorization.name(), MAX_NAME);
    }
  }

  private static void read(AcmeChallenge challenge) {
    assertSound(challenge.url());
    assertThat(challenge.type()).isEqualTo("http-01");
    assertThat(challenge.token()).matches("[A-Za-z0-9_-]{1,128}");
    challenge.isPending();
  }

  private static void assertSound(URI url) {
    TextForUsers.assertSound(url.toString(), MAX_URL);
  }

  private static void assertSound(Instant retryAfter) {
    assertThat(retryAfter)
        .isBetween(CannedCA.NOW.plus(RetryAfter.MIN), CannedCA.NOW.plus(RetryAfter.MAX));
  }
}
