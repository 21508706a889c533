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
        """
        self.server.matches(r'^([0-9a-z]([-0-9a-z]*[0-9a-z])?)(\\.[0-9a-z]([-0-9a-z]*[0-9a-z])?)*$') ||
        self.server.matches(r'^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$')
        """,
    fieldPath = ".server",
    message =
        "server must be the name or address of the zone's primary name server, without a port, for"
            + " example ns1.example.com or 2001:db8::53; the port goes into port")
public record RFC2136Provider(
    @JsonPropertyDescription(
            """
            The zone's primary name server, by name or address. It is asked for the zone, too.
            Example: ns1.example.com.
            """)
        @Required
        @Size(min = 1, max = 253)
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
