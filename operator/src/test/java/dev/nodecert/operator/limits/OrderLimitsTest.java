package dev.nodecert.operator.limits;

import static dev.nodecert.operator.limits.Intents.limits;
import static dev.nodecert.operator.limits.Intents.limitsAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderLimitsTest {

  private static final String ALL = "[{namespaces: [\"*\"]}]";

  @ParameterizedTest
  @CsvSource({
    "LetsEncrypt, 300",
    "https://acme-v02.api.letsencrypt.org/directory, 300",
    "LetsEncryptStaging, 1500",
    "https://acme-staging-v02.api.letsencrypt.org/directory, 1500",
  })
  void letsEncryptsAreKnownByNameAndByUrl(String directory, int orders) {
    assertThat(limitsAt(directory, ALL, "").orders())
        .contains(new Limit(orders, Duration.ofHours(3)));
  }

  @Test
  void anotherCAHasNone() {
    assertThat(limitsAt("https://ca.example.com/directory", ALL, "")).isEqualTo(OrderLimits.NONE);
  }

  @Test
  void whatSpecSetsGoesBeforeWhatIsKnownAndTheRestStays() {
    var limits = limits("limits: {certificatesPerDomain: {count: 500, period: 1h30m}}");

    assertThat(limits.certificatesPerDomain()).contains(new Limit(500, Duration.ofMinutes(90)));
    assertThat(limits.orders()).isEqualTo(OrderLimits.LETS_ENCRYPT.orders());
    assertThat(limits.renewalPercentage()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{namespaces: [\"*\"]}]                         | 50",
        "[{namespaces: [proxy, edge]}]                   | 50",
        "[{namespaces: [proxy]}, {namespaces: [edge]}]   | 50",
        "[{namespaces: [proxy]}]                         | 100",
        "[{namespaces: [proxy]}, {namespaces: [proxy]}]  | 100",
      })
  void aNamespaceThatSharesWithNoneMayUseAll(String allow, int percentage) {
    assertThat(limitsAt("LetsEncrypt", allow, "").namespacePercentage()).isEqualTo(percentage);
  }
}
