package dev.nodecert.operator.dnsapi.remote;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Sends and receives frames: their length in four bytes, and as many bytes. Of two threads only one
 * may send, and one receive.
 */
record FrameChannel(ByteChannel channel) {

  /**
   * Of a frame. A Secret has at most 1 MiB, which grows in JSON by a third where it is bytes, and
   * by a few quotes where it is text.
   */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /**
   * The next frame.
   *
   * @throws EOFException when the other side has closed the connection
   * @throws FrameLengthException when it is longer than any may be, or empty
   */
  byte[] receive() throws IOException, FrameLengthException {
    var length = fill(ByteBuffer.allocate(Integer.BYTES)).getInt();
    if (length <= 0 || length > MAX_BYTES) {
      throw new FrameLengthException();
    }
    return fill(ByteBuffer.allocate(length)).array();
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the connection was closed");
      }
    }
    return buffer.flip();
  }

  /**
   * Sends a frame.
   *
   * @throws FrameLengthException when it is longer than any may be; nothing was sent
   */
  void send(byte[] content) throws IOException, FrameLengthException {
    if (content.length > MAX_BYTES) {
      throw new FrameLengthException();
    }
    var frame = ByteBuffer.allocate(Integer.BYTES + content.length);
    frame.putInt(content.length).put(content).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Returns when the other side sends more, which it should not, or closes the connection. */
  void awaitEnd() throws IOException {
    channel.read(ByteBuffer.allocate(1));
  }
}
