package dev.nodecert.testenv;

/**
 * One request in the course of many.
 *
 * @param name of what is requested
 * @param number which of that name it is, from 1
 */
public record Occasion(String name, int number) {
  @Override
  public String toString() {
    return number == 1 ? name : "%s (%d)".formatted(name, number);
  }
}
