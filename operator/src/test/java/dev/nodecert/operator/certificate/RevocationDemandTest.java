package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationDemandTest {

  @ParameterizedTest
  @CsvSource({
    "05eca1/keyCompromise,         keyCompromise",
    "5ECA1/1,                      keyCompromise",
    "05:ec:a1/unspecified,         unspecified",
    "0005eca1/0,                   unspecified",
    "05eca1/superseded,            superseded",
    "05eca1/4,                     superseded",
    "05eca1/cessationOfOperation,  cessationOfOperation",
    "05eca1/privilegeWithdrawn,    privilegeWithdrawn",
    "05eca1/10,                    aACompromise",
  })
  void itNamesASerialNumberAndAReason(String value, String reason) {
    assertThat(RevocationDemand.parse(value))
        .hasValueSatisfying(demand -> {
          assertThat(demand.serial()).isEqualTo(BigInteger.valueOf(0x5eca1));
          assertThat(demand.reason()).hasToString(reason);
          assertThat(demand.value()).isEqualTo(value);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "05eca1",
        "05eca1/",
        "/keyCompromise",
        "05eca1/KeyCompromise",
        "05eca1/7",
        "05eca1/certificateHold",
        "05eca1/6",
        "05eca1/removeFromCRL",
        "05eca1/01",
        "0xeca1/1",
        "05eca1 /1",
        "05eca1/1/",
        ":05:eca1/1",
        "now/keyCompromise"
      })
  void anythingElseIsNoDemand(String value) {
    assertThat(RevocationDemand.parse(value)).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithAnnotationValueAndMend() {
    assertThat(RevocationDemand.objection("05eca1/stolen\u0007").message())
        .isEqualTo(
            "Annotation nodecert.dev/revoke has the value \"05eca1/stolen?\", and must have"
                + " <serial>/<reason>: the serial number as in status.certificate.serial, and a"
                + " reason or its number of RFC 5280 section 5.3.1 (unspecified, keyCompromise,"
                + " cACompromise, affiliationChanged, superseded, cessationOfOperation,"
                + " privilegeWithdrawn, aACompromise), for example 05eca1/keyCompromise.");
  }

  @Test
  void aLongValueIsCut() {
    assertThat(RevocationDemand.objection("x".repeat(5000)).message()).hasSizeLessThan(600);
  }
}
