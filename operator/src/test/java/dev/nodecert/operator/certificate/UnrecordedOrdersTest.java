package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Issuance;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnrecordedOrdersTest {

  private final UnrecordedOrders orders = new UnrecordedOrders();
  private final Observation observation = Seen.aNewCertificate().observation();

  private static Issuance issuance(String orderHash) {
    return new Issuance(
        "https://ca.example.com/order/1",
        orderHash,
        "SecretMissing",
        Seen.NOW,
        "",
        null,
        List.of());
  }

  @Test
  void anOrderIsFoundUntilItIsForgotten() {
    var made = issuance(observation.wantedHash().orElseThrow());
    assertThat(orders.find(observation)).isEmpty();

    orders.made(observation, made);
    assertThat(orders.find(observation)).contains(made);

    orders.forget(observation.certificate());
    assertThat(orders.find(observation)).isEmpty();
  }

  @Test
  void anOrderForSomethingElseIsNotFound() {
    orders.made(observation, issuance("hash-of-a-former-spec"));

    assertThat(orders.find(observation)).isEmpty();
  }
}
