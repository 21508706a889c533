package dev.nodecert.operator.dns;

public sealed interface Propagation {
  record Complete() implements Propagation {}

  record Incomplete(String message) implements Propagation {}
}
