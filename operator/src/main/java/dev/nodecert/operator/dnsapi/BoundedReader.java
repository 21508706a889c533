package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads a stream of UTF-8 text to its end, however much there is, and keeps its beginning and its
 * end.
 */
final class BoundedReader {

  /** For a stream whose last writer has just been killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int BUFFER = 8 * 1024;

  private final int max;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] ring;
  private final Thread thread;
  private long afterHead;

  private BoundedReader(InputStream stream, int max) {
    this.max = max;
    ring = new byte[max];
    // Of the platform: it blocks in a read that holds a virtual thread's carrier.
    thread = Thread.ofPlatform().daemon().name("dnsapi-output").unstarted(() -> readAll(stream));
  }

  /**
   * Begins to read.
   *
   * @param max bytes to keep of the beginning, and as many of the end
   */
  static BoundedReader start(InputStream stream, int max) {
    var reader = new BoundedReader(stream, max);
    reader.thread.start();
    return reader;
  }

  /** What was read, once all writers are gone. */
  BoundedText await() throws InterruptedException {
    thread.join(PATIENCE);
    return kept();
  }

  private void readAll(InputStream stream) {
    var buffer = new byte[BUFFER];
    try (stream) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException _) {
      // What was read is what there is.
    }
  }

  private synchronized void keep(byte[] buffer, int length) {
    int toHead = Math.min(length, max - head.size());
    head.write(buffer, 0, toHead);
    for (int i = toHead; i < length; i++) {
      ring[(int) (afterHead % max)] = buffer[i];
      afterHead++;
    }
  }

  private synchronized BoundedText kept() {
    int size = (int) Math.min(afterHead, max);
    var tail = new byte[size];
    for (int i = 0; i < size; i++) {
      tail[i] = ring[(int) ((afterHead - size + i) % max)];
    }
    if (afterHead > size) {
      return new BoundedText(head.toString(UTF_8), new String(tail, UTF_8), afterHead - size);
    }
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toByteArray());
    whole.writeBytes(tail);
    return new BoundedText(whole.toString(UTF_8), "", 0);
  }
}
