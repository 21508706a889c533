package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A condition's status. */
public enum ConditionStatus {
  @JsonProperty("True")
  TRUE,
  @JsonProperty("False")
  FALSE,
  @JsonProperty("Unknown")
  UNKNOWN
}
