package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running order. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Issuance(
    @JsonPropertyDescription("The order's URL at the CA (RFC 8555 section 7.1.3).")
        @Required
        @Size(max = 2048)
        String orderURL,
    @JsonPropertyDescription("A hash of what was ordered: another spec is another order.")
        @Required
        @Size(max = 128)
        String orderHash,
    @JsonPropertyDescription("Why a certificate was ordered.") @Required @Size(max = 1024)
        String reason,
    @JsonPropertyDescription("When it was ordered.") @Required Instant startedAt,
    @JsonPropertyDescription("What the order waits for.") @Size(max = 1024)
        @Nullable String waitingFor,
    @JsonPropertyDescription(
            """
            The thumbprint of the account key that the order runs with (RFC 7638, SHA-256,
            base64url). Challenges are answered only while it is the account's own.
            """)
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9_-]+$")
        @Nullable String keyThumbprint,
    @JsonPropertyDescription("How the control of each name is proven, by name.") @Size(max = 100)
        List<NameProof> names) {
  public Issuance {
    names = names == null ? List.of() : List.copyOf(names);
  }

  /** The same order with other proofs. */
  public Issuance withNames(List<NameProof> proofs) {
    return new Issuance(orderURL, orderHash, reason, startedAt, waitingFor, keyThumbprint, proofs);
  }

  /** The same order, waiting for something else. */
  public Issuance withWaitingFor(String what) {
    return new Issuance(orderURL, orderHash, reason, startedAt, what, keyThumbprint, names);
  }

  /** The same order, run with another account key. */
  public Issuance withKeyThumbprint(String thumbprint) {
    return new Issuance(orderURL, orderHash, reason, startedAt, waitingFor, thumbprint, names);
  }
}
