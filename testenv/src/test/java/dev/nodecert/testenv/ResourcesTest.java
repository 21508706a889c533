package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private final List<String> closed = new ArrayList<>();

  private AutoCloseable resource(String name) {
    return () -> closed.add(name);
  }

  private static AutoCloseable broken(Exception failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void theLastOneIsClosedFirst() {
    var resources = new Resources();
    resources.add(resource("etcd"));
    resources.add(resource("kube-apiserver"));

    resources.close();

    assertThat(closed).containsExactly("kube-apiserver", "etcd");
  }

  @Test
  void oneThatCannotBeClosedDoesNotKeepTheOthers() {
    var failure = new IOException("stuck");
    var resources = new Resources();
    resources.add(resource("etcd"));
    resources.add(broken(failure));

    assertThatIllegalStateException()
        .isThrownBy(resources::close)
        .satisfies(it -> assertThat(it).hasSuppressedException(failure));
    assertThat(closed).containsExactly("etcd");
  }

  @Test
  void aFailedStartLeavesNothingOpen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Resources.opening(resources -> {
              resources.add(resource("etcd"));
              throw new IllegalArgumentException("no port");
            }))
        .withMessage("no port");
    assertThat(closed).containsExactly("etcd");
  }
}
