package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import java.util.List;

/** Figures that are measured together. */
interface FigureGroup {

  /** For the command line. */
  String name();

  /** The names of what {@link #measure} gives, so that a figure can be asked for by its own. */
  List<String> figures();

  /**
   * Measures all of them.
   *
   * @param lab that nothing has used yet, closed by the caller
   */
  List<Figure> measure(Lab lab);
}
