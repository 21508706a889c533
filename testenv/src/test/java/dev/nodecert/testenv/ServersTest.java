package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServersTest {

  private final Servers servers =
      Servers.parse(
          """
          etcd=/cache/etcd-1/etcd
          nginx=/cache/nginx=1/usr/sbin/nginx
          nginx-libraries=/cache/nginx=1/lib:/cache/nginx=1/usr/lib
          """);

  @Test
  void pathsHaveNames() {
    assertThat(servers.path("etcd")).isEqualTo(Path.of("/cache/etcd-1/etcd"));
    assertThat(servers.path("nginx")).isEqualTo(Path.of("/cache/nginx=1/usr/sbin/nginx"));
  }

  @Test
  void librariesAreGivenWhereTheyAreNeeded() {
    assertThat(servers.libraries("etcd")).isEmpty();
    assertThat(servers.libraries("nginx")).contains("/cache/nginx=1/lib:/cache/nginx=1/usr/lib");
  }

  @Test
  void aNameThatWasNotAskedForIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> servers.path("kubectl"))
        .withMessage("testenv/provide did not name kubectl");
  }
}
