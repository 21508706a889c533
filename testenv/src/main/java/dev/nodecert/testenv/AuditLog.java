package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The API server's record of every request that it has answered. A request is in it once its answer
 * has been sent, which a client may see a moment earlier.
 *
 * @param file JSON lines, one for each request at level Metadata and stage ResponseComplete
 */
public record AuditLog(Path file) {

  /** Where the log ends now, for {@link #since}. */
  public long mark() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All requests up to now. */
  public AuditRecords all() {
    return since(0);
  }

  /** The requests from a mark up to now. */
  public AuditRecords since(long mark) {
    try (var channel = FileChannel.open(file)) {
      var bytes = Channels.newInputStream(channel.position(mark)).readAllBytes();
      var text = new String(bytes, StandardCharsets.UTF_8);
      // The last line may be half written.
      return new AuditRecords(
          text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditRecord::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
