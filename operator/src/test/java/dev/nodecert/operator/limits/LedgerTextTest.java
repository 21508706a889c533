package dev.nodecert.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTextTest {

  private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
  private static final Series ORDERS =
      new Series(Duration.ofHours(3), List.of(1795434000L, 1795434000L, 1795435217L));
  private static final String WRITTEN =
      """
      2026-11-23T12:00:00Z
      10800 1795434000+0+1217 orders https://ca.example.com/acct/1
      """;

  @Test
  void aSeriesIsALine() {
    var series = new TreeMap<String, Series>();
    series.put("orders https://ca.example.com/acct/1", ORDERS);

    assertThat(LedgerText.write(AT, series)).isEqualTo(WRITTEN);
  }

  @Test
  void whatWasWrittenIsRead() {
    var read = LedgerText.parse(WRITTEN);

    assertThat(read.at()).isEqualTo(AT);
    assertThat(read.tally().at(AT))
        .containsExactly(Map.entry("orders https://ca.example.com/acct/1", ORDERS));
  }

  @Test
  void aSeriesMayBeAsLongAsAnyLimit() {
    var many = LongStream.range(0, 100_000).mapToObj(second -> 1795000000L + second).toList();
    var series = new TreeMap<>(Map.of("domain a", new Series(Duration.ofDays(30), many)));

    assertThat(LedgerText.parse(LedgerText.write(AT, series)).tally().at(AT)).isEqualTo(series);
  }

  @Test
  void whatNobodyWroteIsLeftOut() {
    var read =
        LedgerText.parse(
            """
            yesterday
            nonsense
            10800 1+2+x orders a
            99999999999999 1 orders b
            604800 1795434000 names c
            """);

    assertThat(read.at()).isEqualTo(Instant.EPOCH);
    assertThat(read.tally().at(AT)).containsOnlyKeys("names c");
  }

  @Test
  void anEmptyLedgerIsNoLedger() {
    assertThat(LedgerText.parse("").at()).isEqualTo(Instant.EPOCH);
  }
}
