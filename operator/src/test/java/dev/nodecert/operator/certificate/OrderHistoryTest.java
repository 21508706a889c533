package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.NOW;
import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.operator.limits.NamesHash;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderHistoryTest {

  private static final String NAMES = NamesHash.of(List.of("pve1.example.com", "www.example.com"));
  private static final PastOrder FAILED =
      new PastOrder(Instant.parse("2026-10-01T00:00:00Z"), OrderResult.Invalid, NAMES);
  private static final String NOT_BEFORE = "2026-11-01T00:00:00Z";
  private static final String NOT_AFTER = "2027-01-30T00:00:00Z";
  private static final PastOrder ISSUED =
      new PastOrder(Instant.parse(NOT_BEFORE), OrderResult.Issued, NAMES);

  private static List<PastOrder> history(Seen seen) {
    var o = seen.observation();
    return OrderHistory.of(o, o.status().issuance(), OrderResult.Abandoned);
  }

  @Test
  void theCertificateInTheSecretIsRemembered() {
    assertThat(history(aNewCertificate().holding(NOT_BEFORE, NOT_AFTER))).containsExactly(ISSUED);
  }

  @Test
  void itIsRememberedOnce() {
    assertThat(history(aNewCertificate().holding(NOT_BEFORE, NOT_AFTER).history(FAILED, ISSUED)))
        .containsExactly(FAILED, ISSUED);
  }

  @Test
  void aCertificateThatSomebodyPutThereIsNot() {
    assertThat(history(aNewCertificate().holdingAnother(NOT_BEFORE, NOT_AFTER))).isEmpty();
  }

  @Test
  void anOrderThatGoesOnIsNotRememberedYet() {
    assertThat(history(aNewCertificate().ordering())).isEmpty();
  }

  @Test
  void anOrderThatTheCAEndedIsRemembered() {
    var o = aNewCertificate().ordering().history(FAILED).observation();

    assertThat(OrderHistory.of(o, null, OrderResult.Invalid))
        .containsExactly(FAILED, new PastOrder(NOW, OrderResult.Invalid, NAMES));
  }

  @Test
  void anOrderInWhosePlaceAnotherCameIsRemembered() {
    var o = aNewCertificate().orderingAnother().observation();
    var other = Seen.issuance("hash").withWaitingFor("nothing");

    assertThat(OrderHistory.of(o, other, OrderResult.Abandoned)).as("the same URL").isEmpty();
    assertThat(OrderHistory.of(o, null, OrderResult.Abandoned))
        .containsExactly(new PastOrder(NOW, OrderResult.Abandoned, NAMES));
  }

  @Test
  void anOrderThatEndedWithTheCertificateIsRememberedAsThat() {
    var o = aNewCertificate().holding("2026-11-23T12:00:00Z", NOT_AFTER).ordering().observation();

    assertThat(OrderHistory.of(o, null, OrderResult.Abandoned))
        .containsExactly(new PastOrder(NOW, OrderResult.Issued, NAMES));
  }

  @Test
  void anOrderThatARevocationEndsIsRemembered() {
    var status =
        aNewCertificate()
            .holding(NOT_BEFORE, NOT_AFTER)
            .ordering()
            .observation()
            .withoutIssuance()
            .status();

    assertThat(status.issuance()).isNull();
    assertThat(status.history())
        .containsExactly(ISSUED, new PastOrder(NOW, OrderResult.Abandoned, NAMES));
  }

  @Test
  void theOldestIsForgotten() {
    var eight =
        IntStream.range(0, 8)
            .mapToObj(day ->
                new PastOrder(FAILED.at().plusSeconds(day * 86400L), OrderResult.Invalid, NAMES))
            .toArray(PastOrder[]::new);

    assertThat(history(aNewCertificate().holding(NOT_BEFORE, NOT_AFTER).history(eight)))
        .hasSize(8)
        .startsWith(eight[1])
        .endsWith(ISSUED);
  }
}
