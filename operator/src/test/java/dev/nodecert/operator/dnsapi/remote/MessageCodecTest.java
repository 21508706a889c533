package dev.nodecert.operator.dnsapi.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nodecert.operator.dnsapi.ScriptCall.Action;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.operator.dnsapi.remote.Answer.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private static final String SECRET = "t0ken/With \"quotes\" and \n\u00e4 line";

  private static final Request REQUEST =
      new Request(
          "fake",
          Action.ADD,
          "_acme-challenge.example.com",
          "value",
          Map.of("Server", "192.0.2.1"),
          Map.of("Token", SECRET),
          Map.of("File", new byte[] {0, 1, -1}),
          Map.of("domain.id", "4711"),
          300_000);

  static final Answer[] ANSWERS = {
    new Answer.Waiting(),
    new Answer.Running(),
    new Answer.Ended(
        new ScriptResult(Outcome.FAILED, 3, "no \u2026\n", Map.of("domain.id", SECRET))),
    new Answer.Refused(Reason.BUSY, "Too many."),
  };

  private final MessageCodec codec = new MessageCodec();

  @Test
  void aRequestComesAsItWasSent() throws Exception {
    var received = codec.request(codec.encode(REQUEST));

    assertThat(received).usingRecursiveComparison().isEqualTo(REQUEST);
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void anAnswerComesAsItWasSent(Answer answer) throws Exception {
    assertThat(codec.answer(codec.encode(answer))).isEqualTo(answer);
  }

  @Test
  void nothingThatIsSecretIsPrinted() {
    assertThat(REQUEST.toString()).isEqualTo("Request[fake ADD _acme-challenge.example.com]");
    assertThat(Stream.of(ANSWERS).map(Answer::toString)).noneMatch(it -> it.contains("t0ken"));
  }

  /** What is no message, with a secret in it that no exception may tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t0ken",
        "\"t0ken\"",
        "null",
        "[]",
        "{}",
        "GET /t0ken HTTP/1.1\r\n\r\n",
        "{\"version\":\"1\",\"message\":{}}",
        "{\"version\":1}",
        "{\"version\":1,\"message\":null}",
        "{\"version\":1,\"message\":\"t0ken\"}",
        "{\"version\":1,\"message\":{}}",
        "{\"version\":1,\"message\":{\"api\":\"t0ken\"}}",
        "{\"version\":1,\"message\":{\"answer\":\"t0ken\"}}",
        "{\"version\":1,\"message\":{\"answer\":\"Ended\",\"t0ken\":null}}",
        "{\"version\":1,\"message\":{\"answer\":\"Ended\",\"result\":null}}",
        "{\"version\":1,\"message\":{\"answer\":\"Ended\",\"result\":{\"outcome\":\"SUCCEEDED\",\"exitCode\":0,"
            + "\"output\":\"\",\"state\":{\"../t0ken\":\"x\"}}}}",
        "{\"version\":1,\"message\":{\"answer\":\"Waiting\"}}{\"t0ken\":1}",
      })
  void garbageIsRefused(String garbage) {
    assertRefused(garbage.getBytes(UTF_8), Reason.MALFORMED);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertRefused("[".repeat(1_000_000).getBytes(UTF_8), Reason.MALFORMED);
  }

  @Test
  void aRequestThatIsCutAnywhereIsRefused() {
    var whole = codec.encode(REQUEST);

    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), Reason.MALFORMED);
    }
  }

  static Stream<String> requestsWithoutSomething() {
    var whole = new String(new MessageCodec().encode(REQUEST), UTF_8);
    return Stream.of(
        whole.replace("\"ADD\"", "\"RENAME\""),
        whole.replace("\"ADD\"", "0"),
        whole.replace("\"192.0.2.1\"", "null"),
        whole.replace("300000", "\"300000\""),
        whole.replace("\"recordName\"", "\"recordname\""),
        whole.replace("\"value\":\"value\"", "\"value\":null"));
  }

  @ParameterizedTest
  @MethodSource("requestsWithoutSomething")
  void aRequestWithoutSomethingIsRefused(String request) {
    assertRefused(request.getBytes(UTF_8), Reason.MALFORMED);
  }

  private void assertRefused(byte[] received, Reason reason) {
    assertThatExceptionOfType(RefusalException.class)
        .isThrownBy(() -> codec.request(received))
        .satisfies(it -> assertThat(it.answer().reason()).isEqualTo(reason))
        .satisfies(it -> assertThat(it.answer().message()).doesNotContain("t0ken"))
        .withNoCause();
    assertThatExceptionOfType(RefusalException.class)
        .isThrownBy(() -> codec.answer(received))
        .withNoCause();
  }

  @Test
  void anotherVersionIsToldByBothSides() {
    var other = new MessageCodec(2);

    for (var refused : new Answer.Refused[] {refusal(other, codec), refusal(codec, other)}) {
      assertThat(refused)
          .isEqualTo(
              new Answer.Refused(
                  Reason.OTHER_VERSION,
                  "The operator and the dnsapi container do not understand each other (versions 2 and 1). Let both run the same image."));
    }
    assertThatExceptionOfType(RefusalException.class)
        .isThrownBy(() -> codec.answer(other.encode(new Answer.Waiting())))
        .satisfies(it -> assertThat(it.answer().reason()).isEqualTo(Reason.OTHER_VERSION));
  }

  private static Answer.Refused refusal(MessageCodec sender, MessageCodec receiver) {
    try {
      receiver.request(sender.encode(REQUEST));
      throw new AssertionError("it was understood");
    } catch (RefusalException refusal) {
      return refusal.answer();
    }
  }

  @Test
  void thatAnotherVersionRefusesIsUnderstood() throws Exception {
    var refused = new Answer.Refused(Reason.OTHER_VERSION, "Let both run the same image.");

    assertThat(codec.answer(new MessageCodec(2).encode(refused))).isEqualTo(refused);
  }
}
