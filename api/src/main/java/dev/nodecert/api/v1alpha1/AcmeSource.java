package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate ordered from an ACME CA. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AcmeSource(
    @JsonPropertyDescription(
            """
            The AcmeAccount that orders. Its spec.allow must list this namespace and each domain.
            """)
        @Required
        AccountReference accountRef,
    @JsonPropertyDescription(
            """
            The domain names of the certificate, 1 to 100, each once. They become its subject
            alternative names (RFC 5280 section 4.2.1.6); it has no common name.
            """)
        @Required
        @Size(min = 1, max = 100)
        List<AcmeDomain> domains,
    @JsonPropertyDescription(
            """
            The certificate profile, one of status.profiles of the AcmeAccount
            (draft-ietf-acme-profiles). Default: the CA's own choice. Example: shortlived.
            """)
        @Size(min = 1, max = 128)
        @Nullable String profile) {
  public AcmeSource {
    domains = domains == null ? List.of() : List.copyOf(domains);
  }
}
