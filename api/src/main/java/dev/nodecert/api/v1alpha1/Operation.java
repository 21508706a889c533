package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** An operation that an annotation asked for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Operation(
    @JsonPropertyDescription(
            "The annotation's value, by which it is known that it was taken up; cut where too long.")
        @Required
        @Size(max = MAX_VALUE)
        String value,
    @JsonPropertyDescription(
            """
            Started: it was taken up and goes on. Done: it is done. Refused: it will not be done,
            as an Event says.
            """)
        @Required
        OperationState state,
    @JsonPropertyDescription("When it was taken up.") @Required Instant at) {
  /** The longest value, in characters. */
  public static final int MAX_VALUE = 256;

  public Operation {
    value = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
  }

  /** The same operation, further on. */
  public Operation with(OperationState reached) {
    return new Operation(value, reached, at);
  }

  /** Whether it is the one that an annotation of this value asks for. */
  public boolean isFor(String annotation) {
    return value.equals(
        annotation.length() <= MAX_VALUE ? annotation : annotation.substring(0, MAX_VALUE));
  }
}
