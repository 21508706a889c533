package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

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
        List<AcmeDomain> domains) {
  public AcmeSource {
    domains = domains == null ? List.of() : List.copyOf(domains);
  }
}
