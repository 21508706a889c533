package dev.nodecert.operator;

/** What a process does from its start to its end. */
interface Service extends AutoCloseable {

  /** Starts; returns once all that there is has been seen. */
  void start();

  @Override
  void close();
}
