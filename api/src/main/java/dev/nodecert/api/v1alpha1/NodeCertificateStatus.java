package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a NodeCertificate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription(
    "What the operator observed: the certificate there is, and what it does next.")
public record NodeCertificateStatus(
    @JsonPropertyDescription(
            """
            The metadata.generation that this status was made for; -1 before the operator has seen
            the object.
            """)
        @Min(-1)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The certificate in the Secret; absent while there is none.")
        @Nullable CertificateStatus certificate,
    @JsonPropertyDescription("The running order; absent when there is none.")
        @Nullable Issuance issuance,
    @JsonPropertyDescription(
            "The TXT records that are set for challenges and not yet removed again.")
        @Size(max = 200)
        List<ChallengeRecord> records,
    @JsonPropertyDescription("When the certificate is renewed.") @Nullable Renewal renewal,
    @JsonPropertyDescription("The failures since the last success; absent when there are none.")
        @Nullable Failure failure,
    @JsonPropertyDescription(
            """
            The conditions, by type. Ready: the Secret holds what the spec asks for. Usable: it
            holds a certificate that is in date, with its key. Reconciling: the operator is at work
            on it, or waits for the CA. Stalled: a Kubernetes object must change first.
            """)
        @Size(max = 16)
        List<Condition> conditions) {
  public NodeCertificateStatus {
    records = records == null ? List.of() : List.copyOf(records);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The same status with other records. */
  public NodeCertificateStatus withRecords(List<ChallengeRecord> set) {
    return new NodeCertificateStatus(
        observedGeneration, certificate, issuance, set, renewal, failure, conditions);
  }
}
