package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SingleFaultTest {

  private final SingleFault plan =
      new SingleFault(SingleFaultTest::name, new Occasion("/order", 2), Fault.UNAVAILABLE);

  private static Optional<String> name(ProxiedRequest request) {
    return Optional.of(request.path()).filter(path -> !path.equals("/ignored"));
  }

  private Optional<Fault> request(String path) {
    return plan.faultFor(new ProxiedRequest("GET", path, "localhost", ""));
  }

  @Test
  void befallsTheNthRequestOfItsNameAndOnlyOnce() {
    assertThat(request("/order")).isEmpty();
    assertThat(request("/finalize")).isEmpty();
    assertThat(plan.hasStruck()).isFalse();

    assertThat(request("/order?again")).contains(Fault.UNAVAILABLE);

    assertThat(plan.hasStruck()).isTrue();
    assertThat(request("/order")).isEmpty();
  }

  @Test
  void doesNotCountWhatHasNoName() {
    request("/order");
    request("/ignored");

    assertThat(request("/order")).isEmpty();
  }
}
