package dev.nodecert.operator.acme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  private static final Instant IN_TWO_MINUTES = CannedCA.NOW.plusSeconds(120);

  @ParameterizedTest
  @CsvSource({"429, rateLimited", "503, rateLimited", "503, serverInternal", "500, malformed"})
  void aProblemOfWhateverTypeTellsWhenToComeBack(int status, String type) {
    var failure =
        failure(
            """
            %d
            Content-Type: application/problem+json
            Retry-After: 120

            {"type": "urn:ietf:params:acme:error:%s", "detail": "Try again later."}
            """
                .formatted(status, type));

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).isEqualTo(type + ": Try again later.");
    assertThat(failure.retryAfter()).contains(IN_TWO_MINUTES);
  }

  @ParameterizedTest
  @CsvSource({"429", "503"})
  void aFrontEndsPlainTextTellsWhenToComeBack(int status) {
    var failure =
        failure(
            """
            %d
            Content-Type: text/plain
            Retry-After: 120

            Too busy.
            """
                .formatted(status));

    assertThat(failure.type()).isEqualTo("unexpectedAnswer");
    assertThat(failure.retryAfter()).contains(IN_TWO_MINUTES);
  }

  @ParameterizedTest
  @CsvSource({"403, unauthorized", "500, serverInternal"})
  void withoutAWishThereIsNone(int status, String type) {
    var failure =
        failure(
            """
            %d
            Content-Type: application/problem+json

            {"type": "urn:ietf:params:acme:error:%s"}
            """
                .formatted(status, type));

    assertThat(failure.retryAfter()).isEqualTo(Optional.empty());
  }

  private static AcmeFailure failure(String answer) {
    return catchThrowableOfType(
        AcmeFailure.class,
        () ->
            Endpoint.call(
                "newOrder",
                () ->
                    CannedCA.accountThatIsTold(CannedAnswer.parse(answer.getBytes(UTF_8)))
                        .newOrder()
                        .domain("pve1.example.com")
                        .create()));
  }
}
