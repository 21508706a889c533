package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The consent to the CA's terms of service. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.url) || self.url.matches('^https?://[!-~]+$')",
    fieldPath = ".url",
    message = "url must be the http or https URL of the terms, as status.termsOfService shows it")
public record TermsOfService(
    @JsonPropertyDescription(
            """
            Whether you agree to the CA's terms of service (termsOfServiceAgreed, RFC 8555 section
            7.3). They are shown in status.termsOfService.
            """)
        @Required
        boolean agreed,
    @JsonPropertyDescription(
            """
            The URL of the terms that you agree to. When the CA's terms have another one, the account
            waits for your consent (reason TermsChanged). Default: whichever terms the CA has.
            """)
        @Size(max = 2048)
        @Nullable String url) {}
