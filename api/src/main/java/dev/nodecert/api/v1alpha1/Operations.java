package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The operations that annotations asked for last. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Operations(
    @JsonPropertyDescription("The last renewal by the annotation nodecert.dev/renew.")
        @Nullable Operation renew,
    @JsonPropertyDescription("The last revocation by the annotation nodecert.dev/revoke.")
        @Nullable Operation revoke) {

  /** The same with another renewal. */
  public Operations withRenew(Operation operation) {
    return new Operations(operation, revoke);
  }

  /** The same with another revocation. */
  public Operations withRevoke(Operation operation) {
    return new Operations(renew, operation);
  }
}
