package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void nothingThatHoldsASecretPrintsIt() {
    var id = SessionId.random(new SecureRandom());
    var alice = Fixtures.alice();
    var now = new MovedClock().instant();
    var printed =
        Stream.of(
                id,
                alice,
                new Session(alice, now, now),
                new LoginResult.Admitted(id),
                new LoginForm("alice", Fixtures.PASSWORD, "050471", ReturnPath.ROOT),
                Answer.of(303).with("Set-Cookie", SessionCookie.set(id)),
                new Request(
                    "GET",
                    "/",
                    "",
                    Map.of("Cookie", List.of(SessionCookie.set(id))),
                    Fixtures.address("192.0.2.1"),
                    InputStream.nullInputStream()))
            .map(Object::toString)
            .toList();

    assertThat(String.join("\n", printed))
        .contains("name=alice")
        .doesNotContain(id.text(), id.sha256(), "$2y$", "GEZD", Fixtures.PASSWORD, "050471");
  }
}
