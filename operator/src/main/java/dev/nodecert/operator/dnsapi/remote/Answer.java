package dev.nodecert.operator.dnsapi.remote;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nodecert.operator.dnsapi.ScriptResult;

/** What a request is answered with: any number of the first two, and one of the others. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Answer.Waiting.class, name = "Waiting"),
  @JsonSubTypes.Type(value = Answer.Running.class, name = "Running"),
  @JsonSubTypes.Type(value = Answer.Ended.class, name = "Ended"),
  @JsonSubTypes.Type(value = Answer.Refused.class, name = "Refused"),
})
sealed interface Answer {

  /** The call stands in line. */
  record Waiting() implements Answer {}

  /** The script runs. */
  record Running() implements Answer {}

  /** The script has ended, or could not be started. */
  record Ended(ScriptResult result) implements Answer {}

  /**
   * Nothing was run, or not to its end.
   *
   * @param message a sentence that ends with what to do, where there is something
   */
  record Refused(Reason reason, String message) implements Answer {}

  /** Why a request is refused. */
  enum Reason {
    /** The two sides are of different versions. */
    OTHER_VERSION,
    /** It is no request. */
    MALFORMED,
    /** It is longer than any may be, or its answer would be. */
    TOO_LONG,
    /** Too many stand in line. */
    BUSY,
    /** The server is about to end. */
    STOPPING,
    /** A defect of ours. */
    FAILED
  }
}
