package dev.nodecert.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users of a mounted Secret, as it is now. Of a file that cannot be read nobody is let in. */
final class UsersFile implements Supplier<Users> {

  private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
  private static final int MAX_BYTES = 1 << 20;

  /** How long one look is good for; the kubelet takes a minute. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;

  /** Guarded by this. */
  private Instant lookAgain = Instant.MIN;

  private byte[] content = {};
  private String problem = "";
  private Users users = Users.NONE;

  UsersFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public synchronized Users get() {
    var now = clock.instant();
    if (!now.isBefore(lookAgain)) {
      lookAgain = now.plus(LOOK);
      look();
    }
    return users;
  }

  private void look() {
    try {
      var found = read();
      if (!Arrays.equals(found, content)) {
        users = UsersYaml.parse(found);
        content = found;
        problem = "";
        LOG.info("{} users may log in", users.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      refuse(e.toString());
    }
  }

  private byte[] read() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var found = in.readNBytes(MAX_BYTES + 1);
      if (found.length > MAX_BYTES) {
        throw new IOException("more than a MiB");
      }
      return found;
    }
  }

  /**
   * Rather nobody than those of before: whoever was taken out must not stay in by a typing error.
   */
  private void refuse(String why) {
    users = Users.NONE;
    content = new byte[0];
    if (!why.equals(problem)) {
      problem = why;
      LOG.error("nobody is let in, for {} does not tell the users: {}", file, why);
    }
  }
}
