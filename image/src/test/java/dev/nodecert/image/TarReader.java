package dev.nodecert.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads tar archives as POSIX has them (pax). */
final class TarReader {

  private static final int BLOCK = 512;
  private static final int OCTAL = 8;

  private final InputStream archive;
  private final Map<String, String> extended = new HashMap<>();
  private byte[] header = new byte[BLOCK];

  private TarReader(InputStream archive) {
    this.archive = archive;
  }

  static List<TarEntry> read(InputStream archive) throws IOException {
    return new TarReader(archive).entries();
  }

  private List<TarEntry> entries() throws IOException {
    var entries = new ArrayList<TarEntry>();
    for (header = archive.readNBytes(BLOCK); !isEnd(); header = archive.readNBytes(BLOCK)) {
      var content = archive.readNBytes(number(124, 12));
      archive.skipNBytes((BLOCK - content.length % BLOCK) % BLOCK);
      if (header[156] == 'x') {
        readExtended(content);
      } else {
        entries.add(entry(content));
        extended.clear();
      }
    }
    return entries;
  }

  private boolean isEnd() {
    return header.length < BLOCK || header[0] == 0;
  }

  private TarEntry entry(byte[] content) {
    var name = extended.getOrDefault("path", text(0, 100)).replaceFirst("^\\./", "");
    return new TarEntry(
        name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
        (char) header[156],
        number(100, 8),
        number(108, 8),
        number(116, 8),
        Long.parseLong(text(136, 12).strip(), OCTAL),
        extended.getOrDefault("linkpath", text(157, 100)),
        content);
  }

  /** Records as {@code 20 path=a/long/name}, a line each. */
  private void readExtended(byte[] content) {
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring(line.indexOf(' ') + 1).split("=", 2))
        .forEach(pair -> extended.put(pair[0], pair[1]));
  }

  private int number(int from, int length) {
    var text = text(from, length).strip();
    return text.isEmpty() ? 0 : Integer.parseInt(text, OCTAL);
  }

  private String text(int from, int length) {
    var end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
