package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedReaderTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', '', 0",
    "abc, abc, '', 0",
    "abcd, abcd, '', 0",
    "abcdefgh, abcdefgh, '', 0",
    "abcdefghi, abcd, fghi, 1",
    "abcdefghijklmnop, abcd, mnop, 8",
    "äöüß, äöüß, '', 0",
  })
  void beginningAndEndAreKept(String text, String head, String tail, long leftOut)
      throws InterruptedException {
    var stream = new ByteArrayInputStream(text.getBytes(UTF_8));

    assertThat(BoundedReader.start(stream, 4).await())
        .isEqualTo(new BoundedText(head, tail, leftOut));
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "8192", "100000"})
  void itDoesNotMatterInWhatPortionsItComes(int portion) throws InterruptedException {
    var text = "0123456789".repeat(10_000);
    var bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
    var stream =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("one by one");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, Math.min(portion, length));
          }
        };

    assertThat(BoundedReader.start(stream, 1_003).await())
        .isEqualTo(
            new BoundedText(text.substring(0, 1_003), text.substring(100_000 - 1_003), 97_994));
  }
}
