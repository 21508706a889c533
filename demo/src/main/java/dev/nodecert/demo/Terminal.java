package dev.nodecert.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What the person in front of it sees. */
final class Terminal {

  private static final String MARGIN = " ".repeat(11);
  private static final String BACK_TO_START_OF_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean interactive;
  private final Style style;
  private boolean afterGap;

  /**
   * A terminal.
   *
   * @param interactive whether a line can be written over
   */
  Terminal(PrintStream out, boolean interactive, Style style) {
    this.out = out;
    this.interactive = interactive;
    this.style = style;
  }

  /** Standard output, which may be a file. */
  static Terminal ofProcess() {
    var interactive = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new Terminal(out, interactive, Style.of(interactive, System.getenv()));
  }

  /** A heading. */
  void heading(String text) {
    gap();
    line(style.strong(text));
    gap();
  }

  private void gap() {
    if (!afterGap) {
      out.println();
    }
    afterGap = true;
  }

  private void line(String text) {
    out.println(text);
    afterGap = false;
  }

  /** Does something, and tells how long that took. */
  <T> T step(String text, Callable<T> work) throws Exception {
    var stopwatch = Stopwatch.start();
    if (interactive) {
      out.print(style.quiet("[   …   ] " + text));
      out.flush();
    }
    try {
      var result = work.call();
      finish(stopwatch, text);
      return result;
    } catch (Exception e) {
      finish(stopwatch, style.bad("failed: ") + text);
      throw e;
    }
  }

  private void finish(Stopwatch stopwatch, String text) {
    if (interactive) {
      out.print(BACK_TO_START_OF_LINE);
    }
    event(stopwatch.elapsed(), text);
  }

  /** Something that came about after a time. */
  void event(Duration after, String text) {
    line(style.quiet(time(after)) + " " + text);
  }

  static String time(Duration duration) {
    return String.format(Locale.ROOT, "[%6.3f s]", duration.toNanos() / 1e9);
  }

  /** More about the line above. */
  void note(String text) {
    text.lines().forEach(line -> line(style.quiet(MARGIN + line)));
  }

  /** A command, as one could type it. */
  void command(String line) {
    gap();
    line(style.strong("$ " + line));
  }

  /** What a command or file says. */
  void text(String text) {
    text.stripTrailing().lines().forEach(this::line);
  }

  /** The good end. */
  void success(String text) {
    gap();
    line(style.good(text));
  }

  /** The last line. */
  void farewell(String text) {
    gap();
    line(text);
  }

  /** The bad end. */
  void failure(Exception e) {
    var sentence = e.getMessage() == null ? e.toString() : e.getMessage();
    gap();
    line(style.bad("The demo failed: ") + sentence);
  }
}
