package dev.nodecert.operator.dnsapi;

import java.util.List;

/**
 * A simple command of a shell script.
 *
 * @param line of its first word, from 1
 * @param words as they are written, quotes included; assignments before the command left out
 * @param written the targets of its output redirections, as they are written
 */
record ShellCommand(int line, List<String> words, List<String> written) {

  ShellCommand {
    words = List.copyOf(words);
    written = List.copyOf(written);
  }
}
