package dev.nodecert.image;

import java.nio.charset.StandardCharsets;

/**
 * What is in a tar archive.
 *
 * @param name without a slash at either end
 * @param changed in seconds since 1970
 */
// Nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
record TarEntry(
    String name,
    char type,
    int mode,
    int owner,
    int group,
    long changed,
    String target,
    byte[] content) {

  private static final int WRITABLE_BY_ALL = 02;
  private static final int SET_ID = 06000;

  boolean isLink() {
    return type == '2';
  }

  boolean isWritableByAll() {
    return !isLink() && (mode & WRITABLE_BY_ALL) != 0;
  }

  boolean setsId() {
    return (mode & SET_ID) != 0;
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
