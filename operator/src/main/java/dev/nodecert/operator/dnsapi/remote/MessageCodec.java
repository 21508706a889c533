package dev.nodecert.operator.dnsapi.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nodecert.operator.dnsapi.remote.Answer.Reason;
import java.io.IOException;
import java.util.Optional;

/**
 * Messages in JSON, each with the version of what is sent. What is wrong with one is never told in
 * Jackson's words, which quote it: there are secrets in it.
 */
final class MessageCodec {

  /** Raised with every change of a message; only {@code Refused} stays for ever as it is. */
  static final int VERSION = 1;

  private final int version;
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** Of this version. */
  MessageCodec() {
    this(VERSION);
  }

  MessageCodec(int version) {
    this.version = version;
  }

  private record RequestEnvelope(int version, Request message) {}

  private record AnswerEnvelope(int version, Answer message) {}

  byte[] encode(Request request) {
    return bytes(new RequestEnvelope(version, request));
  }

  byte[] encode(Answer answer) {
    return bytes(new AnswerEnvelope(version, answer));
  }

  private byte[] bytes(Object envelope) {
    try {
      return mapper.writeValueAsBytes(envelope);
    } catch (JsonProcessingException _) {
      throw new IllegalStateException("a message cannot be written");
    }
  }

  /**
   * What a caller asks for.
   *
   * @throws RefusalException when that is not to be understood
   */
  Request request(byte[] received) throws RefusalException {
    var envelope = envelope(received);
    requireVersion(envelope);
    return message(envelope, Request.class);
  }

  /**
   * What a server answers; that it refuses is understood in any version.
   *
   * @throws RefusalException when that is not to be understood
   */
  Answer answer(byte[] received) throws RefusalException {
    var envelope = envelope(received);
    if (!envelope.path("message").path("answer").asText().equals("Refused")) {
      requireVersion(envelope);
    }
    return message(envelope, Answer.class);
  }

  private JsonNode envelope(byte[] received) throws RefusalException {
    try {
      return Optional.of(mapper.readTree(received))
          .filter(envelope -> envelope.path("version").isInt())
          .orElseThrow(MessageCodec::malformed);
    } catch (IOException _) {
      throw malformed();
    }
  }

  private void requireVersion(JsonNode envelope) throws RefusalException {
    int others = envelope.path("version").asInt();
    if (others != version) {
      throw new RefusalException(
          Reason.OTHER_VERSION,
          "The operator and the dnsapi container do not understand each other (versions %d and %d). Let both run the same image."
              .formatted(Math.max(version, others), Math.min(version, others)));
    }
  }

  private <T> T message(JsonNode envelope, Class<T> type) throws RefusalException {
    try {
      return Optional.ofNullable(mapper.treeToValue(envelope.path("message"), type))
          .orElseThrow(MessageCodec::malformed);
    } catch (JsonProcessingException | IllegalArgumentException _) {
      throw malformed();
    }
  }

  private static RefusalException malformed() {
    return new RefusalException(Reason.MALFORMED, "What was sent is no message.");
  }
}
