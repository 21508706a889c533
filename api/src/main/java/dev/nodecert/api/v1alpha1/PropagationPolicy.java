package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it is made sure that a record stands before the CA is asked to look for it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.nameServers) || self.nameServers.all(s, (s.matches(r'^"
            + Syntax.HOST
            + "(:"
            + Syntax.PORT
            + ")?$') && (!s.matches('^[0-9.]+(:|$)') || isIP(s.split(':')[0]))) ||"
            + " (s.matches(r'^\\[[0-9A-Fa-f:.]+\\](:"
            + Syntax.PORT
            + ")?$') && isIP(s.substring(1, s.indexOf(']')))))",
    fieldPath = ".nameServers",
    message =
        "nameServers must be addresses, or names in lower case, with a port where it is not 53, for"
            + " example 192.0.2.53, [2001:db8::53] or ns1.example.com:5353")
@ValidationRule(
    value =
        "!has(self.timeout) || !self.timeout.matches('"
            + Syntax.DURATION
            + "') || (!self.timeout.matches('"
            + Syntax.TOO_MANY_HOURS
            + "') && duration(self.timeout) >= duration('1s') && duration(self.timeout) <="
            + " duration('24h'))",
    fieldPath = ".timeout",
    message = "timeout must be between 1s and 24h")
public record PropagationPolicy(
    @JsonPropertyDescription(
            """
            The name servers by which a zone's own servers are found, 1 to 5, instead of those of
            the operator's machine. A server with a special address, such as 127.0.0.1, or at
            another port than 53, is only asked if it is one of these. Example: 192.0.2.53.
            """)
        @Size(min = 1, max = 5)
        List<@Size(max = 259) String> nameServers,
    @JsonPropertyDescription(
            """
            How long the zone's own name servers are asked for the record, 1s to 24h, before the try
            counts as failed. Default: 10m.
            """)
        @Size(max = 32)
        @Pattern(Syntax.DURATION)
        @Nullable String timeout,
    @JsonPropertyDescription(
            """
            Whether the CA is told without asking the zone's own name servers first: for a zone that
            they do not show to the operator. Set validationDelay then. Default: false.
            """)
        @Nullable Boolean skip) {
  public PropagationPolicy {
    nameServers = nameServers == null ? List.of() : List.copyOf(nameServers);
  }
}
