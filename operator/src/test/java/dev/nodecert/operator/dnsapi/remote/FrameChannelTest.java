package dev.nodecert.operator.dnsapi.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameChannelTest {

  private final OneByOne channel = new OneByOne();
  private final FrameChannel frames = new FrameChannel(channel);

  /** What is written can be read, a byte at a time; then the other side has closed it. */
  private static final class OneByOne implements ByteChannel {
    private final Queue<Byte> bytes = new ArrayDeque<>();

    @Override
    public int read(ByteBuffer buffer) {
      var next = bytes.poll();
      if (next == null) {
        return -1;
      }
      buffer.put(next);
      return 1;
    }

    @Override
    public int write(ByteBuffer buffer) {
      bytes.add(buffer.get());
      return 1;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}

    void put(String hex) {
      for (byte b : HexFormat.ofDelimiter(" ").parseHex(hex)) {
        bytes.add(b);
      }
    }
  }

  @Test
  void framesComeOneAfterTheOtherHoweverTheyAreCut() throws Exception {
    frames.send("one".getBytes(US_ASCII));
    frames.send(new byte[FrameChannel.MAX_BYTES]);
    frames.send("three".getBytes(US_ASCII));

    assertThat(frames.receive()).asString().isEqualTo("one");
    assertThat(frames.receive()).hasSize(FrameChannel.MAX_BYTES);
    assertThat(frames.receive()).asString().isEqualTo("three");
    assertThatExceptionOfType(EOFException.class).isThrownBy(frames::receive);
  }

  @Test
  void whatIsTooLongIsNotSent() {
    assertThatExceptionOfType(FrameLengthException.class)
        .isThrownBy(() -> frames.send(new byte[FrameChannel.MAX_BYTES + 1]));

    assertThat(channel.bytes).isEmpty();
  }

  /** Before there is room for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"00 00 00 00", "ff ff ff ff", "80 00 00 00", "7f ff ff ff", "00 40 00 01"})
  void aLengthThatNoneMayHaveIsRefused(String hex) {
    channel.put(hex);

    assertThatExceptionOfType(FrameLengthException.class).isThrownBy(frames::receive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "00 00 00", "00 00 00 05", "00 00 00 05 61 62 63 64"})
  void whatIsCutIsAtItsEnd(String hex) {
    channel.put(hex);

    assertThatExceptionOfType(EOFException.class).isThrownBy(frames::receive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00 00"})
  void theEndIsWhenTheOtherSideHasGoneOrSaysMore(String hex) throws IOException {
    channel.put(hex);

    frames.awaitEnd();

    assertThat(channel.bytes).hasSizeLessThan(2);
  }
}
