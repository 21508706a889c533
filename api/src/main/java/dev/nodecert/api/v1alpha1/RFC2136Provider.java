package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A name server that takes dynamic updates (RFC 2136). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "isIP(self.server) || (self.server.matches(r'^"
            + Syntax.HOST
            + "$') && !self.server.matches('^[0-9.]+$'))",
    fieldPath = ".server",
    message =
        "server must be the zone's primary name server, by address or by name in lower case, for"
            + " example 2001:db8::53 or ns1.example.com; a port goes into port")
public record RFC2136Provider(
    @JsonPropertyDescription(
            """
            The zone's primary name server, by name or address; it is also asked which zone a record
            is in. Example: ns1.example.com.
            """)
        @Required
        @Size(max = 253)
        String server,
    @JsonPropertyDescription("Its port. Default: 53.") @Min(1) @Max(65535) @Nullable Integer port,
    @JsonPropertyDescription(
            "The key by which updates are signed (RFC 8945). Default: they are not signed.")
        @Nullable TransactionSignature tsig,
    @JsonPropertyDescription("The records' TTL in seconds, 1 to 86400. Default: 60.")
        @Min(1)
        @Max(86400)
        @Nullable Integer ttl,
    @JsonPropertyDescription(
            "UDP, with TCP where a message does not fit, or TCP only. Default: UDP.")
        @Nullable UpdateTransport transport) {}
