package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Occasion;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is requested in a course that nothing disturbs.
 *
 * @param rows one for each request
 */
record Recorded(Course course, List<Row> rows) {

  Recorded {
    rows = List.copyOf(rows);
  }

  /** Each row that another course has not, with each fault; and a kill at all others. */
  Stream<Cell> cellsBeside(Recorded other) {
    return cells()
        .filter(cell ->
            cell.fault().isKill()
                || other.equals(this)
                || !other.requests().contains(cell.row().request()));
  }

  List<Occasion> requests() {
    return rows.stream().map(Row::request).toList();
  }

  Recorded only(Predicate<Row> rowFilter) {
    return new Recorded(course, rows.stream().filter(rowFilter).toList());
  }

  /** Each row with each fault. */
  Stream<Cell> cells() {
    return rows.stream()
        .flatMap(row -> course.faults().stream().sorted().map(f -> new Cell(course, row, f)));
  }
}
