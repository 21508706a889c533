package dev.nodecert.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is listed of an image, in {@code image/<image>.content}. */
record ContentList(List<String> lines) {

  static ContentList read(String image) throws IOException {
    return new ContentList(Files.readAllLines(Path.of(image + ".content")));
  }

  /** What stands behind a word, a list of words for each line. */
  List<List<String>> of(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> List.of(line.substring(word.length()).strip().split(" +")))
        .toList();
  }

  /** The first words that stand behind a word. */
  List<String> first(String word) {
    return of(word).stream().map(List::getFirst).toList();
  }
}
