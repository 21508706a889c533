package dev.nodecert.operator.dnsapi.remote;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where callers find the server.
 *
 * @param path in a folder that only the two have
 */
record SocketFile(Path path) {

  private static final String OWNER_ONLY = "rw-------";

  /** In {@code st_mode} (inode(7)). */
  private static final int TYPE = 0170000;

  private static final int SOCKET = 0140000;

  /**
   * Listens. A socket that a killed server has left is replaced.
   *
   * @param backlog how many connections wait to be accepted
   * @throws IOException when the path is something else, or somebody listens there
   */
  ServerSocketChannel listen(int backlog) throws IOException {
    removeStale();
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path), backlog);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_ONLY));
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void removeStale() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket()) {
      throw new IOException(path + " is no socket, and is left as it is");
    }
    if (isListenedAt()) {
      throw new IOException("another process listens at " + path);
    }
    Files.delete(path);
  }

  private boolean isSocket() throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE) == SOCKET;
  }

  private boolean isListenedAt() {
    try (var _ = connect()) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
