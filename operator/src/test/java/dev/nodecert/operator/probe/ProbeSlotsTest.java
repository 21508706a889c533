package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeSlotsTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ProbeSlots slots = new ProbeSlots(3, 1);
  private final CompletableFuture<String> held = new CompletableFuture<>();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private Future<String> take(String namespace, Callable<String> work) {
    return threads.submit(() -> slots.take(namespace, work));
  }

  @Test
  void aNamespaceThatUsesItsSlotsHoldsUpItselfAndNoOther() throws Exception {
    var first = take("a", held::get);
    await().until(() -> slots.size() == 1);
    var second = take("a", () -> "second");

    assertThat(take("b", () -> "other").get()).isEqualTo("other");
    assertThat(second).isNotDone();

    held.complete("first");
    assertThat(first.get()).isEqualTo("first");
    assertThat(second.get()).isEqualTo("second");
  }

  @Test
  void aNamespaceIsForgottenOnceItUsesNone() throws Exception {
    assertThat(slots.take("a", () -> "done")).isEqualTo("done");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            slots.take(
                "b",
                () -> {
                  throw new IllegalStateException("of ours");
                }));

    assertThat(slots.size()).isZero();
  }
}
