package dev.nodecert.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRecorderTest {

  @Test
  void aNoteStaysAsItIs() {
    assertThat(EventRecorder.cut("")).isEmpty();
    assertThat(EventRecorder.cut("Ordered…")).isEqualTo("Ordered…");
    assertThat(EventRecorder.cut("x".repeat(1024))).hasSize(1024);
  }

  /** The API server counts in UTF-8, and refuses a note that is longer. */
  @ParameterizedTest
  @CsvSource({
    "x, 1024", "ä, 512", "…, 341", "😀, 256",
  })
  void aNoteIsCutToSoManyBytesAndNeverWithinACharacter(String character, int kept) {
    var cut = EventRecorder.cut(character.repeat(2000));

    assertThat(cut).isEqualTo(character.repeat(kept));
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1024);
  }
}
