package dev.nodecert.bench.soak;

import dev.nodecert.bench.lab.Census;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Operator;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a kubelet does: starts the operator again whenever it has ended. */
final class Keeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final Lab lab;
  private final Path kubeconfig;
  private Optional<Operator> operator = Optional.empty();
  private int kills;
  private int ends;

  Keeper(Lab lab, Path kubeconfig) {
    this.lab = lab;
    this.kubeconfig = kubeconfig;
  }

  /** Kills the operator (SIGKILL). */
  void kill() {
    operator.ifPresent(Operator::kill);
    operator.ifPresent(Operator::close);
    operator = Optional.empty();
    kills++;
  }

  /** Starts the operator unless it runs. */
  void look() {
    if (operator.isPresent() && !operator.get().isAlive()) {
      LOG.info("the operator has ended by itself");
      ends++;
      operator.get().close();
      operator = Optional.empty();
    }
    if (operator.isEmpty()) {
      start();
    }
  }

  private void start() {
    try {
      operator = Optional.of(lab.startOperator(kubeconfig));
    } catch (IllegalStateException e) {
      LOG.info("the operator does not start and is started again: {}", e.getMessage());
    }
  }

  /** How often it was killed. */
  int kills() {
    return kills;
  }

  /** How often it has ended by itself. */
  int ends() {
    return ends;
  }

  /** What the process holds now. */
  Census census() {
    return operator.orElseThrow().census();
  }

  @Override
  public void close() {
    operator.ifPresent(Operator::close);
  }
}
