package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A course of the matrix for people: requests down, faults across. */
record MatrixTable(Course course, List<Row> rows, Map<Cell, Evidence> cells) {

  static MatrixTable of(Recorded recorded, Collection<Evidence> evidence) {
    return new MatrixTable(
        recorded.course(),
        recorded.rows(),
        evidence.stream().collect(Collectors.toMap(Evidence::cell, Function.identity())));
  }

  @Override
  public String toString() {
    var lines = Stream.concat(Stream.of(header()), rows.stream().map(this::line)).toList();
    var widths = widths(lines);
    return lines.stream()
        .map(line -> formatted(line, widths))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private List<String> header() {
    return Stream.concat(Stream.of(course.toString()), Stream.of(Fault.values()).map(Fault::label))
        .toList();
  }

  private List<String> line(Row row) {
    var results =
        Stream.of(Fault.values()).map(fault -> new Cell(course, row, fault)).map(this::summary);
    return Stream.concat(Stream.of(row.toString()), results).toList();
  }

  private String summary(Cell cell) {
    var evidence = cells.get(cell);
    return evidence == null ? "-" : evidence.summary();
  }

  private static List<Integer> widths(List<List<String>> lines) {
    return Stream.iterate(0, column -> column < lines.getFirst().size(), column -> column + 1)
        .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
        .toList();
  }

  private static String formatted(List<String> line, List<Integer> widths) {
    return Stream.iterate(0, column -> column < line.size(), column -> column + 1)
        .map(column -> ("%-" + widths.get(column) + "s").formatted(line.get(column)))
        .collect(Collectors.joining("  "));
  }
}
