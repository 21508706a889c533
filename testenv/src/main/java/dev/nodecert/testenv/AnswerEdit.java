package dev.nodecert.testenv;

/** What a server behind a {@link FaultProxy} is made to have said. */
@FunctionalInterface
public interface AnswerEdit {

  /** Leaves everything as it was said. */
  AnswerEdit NONE = (request, answer) -> answer;

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body without what frames it
   */
  record Answer(int status, String contentType, String body) {

    /** The same with another body. */
    public Answer withBody(String other) {
      return new Answer(status, contentType, other);
    }

    /** An ACME problem document (RFC 8555 section 6.7) instead. */
    public static Answer problem(int status, String type) {
      return new Answer(
          status,
          "application/problem+json",
          "{\"type\": \"urn:ietf:params:acme:error:%s\", \"detail\": \"on purpose\"}"
              .formatted(type));
    }
  }

  /** What the client gets to hear instead of the server's answer. */
  Answer edit(ProxiedRequest request, Answer answer);
}
