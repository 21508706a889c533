package dev.nodecert.operator.dnsapi.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Watchdog watchdog = new Watchdog();
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    watchdog.close();
    pipe.source().close();
    pipe.sink().close();
  }

  @Test
  void whatIsOverdueIsClosed() {
    try (var _ = watchdog.closeAfter(pipe.source(), Duration.ofMillis(1))) {
      await().until(() -> !pipe.source().isOpen());
    }
  }

  @Test
  void whatCameInTimeStaysOpen() {
    watchdog.closeAfter(pipe.source(), LONG).close();

    assertThat(pipe.source().isOpen()).isTrue();
  }

  @Test
  void aClosedOneLetsNobodyWait() {
    watchdog.close();

    try (var _ = watchdog.closeAfter(pipe.source(), LONG)) {
      assertThat(pipe.source().isOpen()).isFalse();
    }
  }
}
