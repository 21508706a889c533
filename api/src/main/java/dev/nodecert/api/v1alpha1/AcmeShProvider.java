package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of acme.sh's dnsapi scripts, and what it needs to know. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!self.api.startsWith('dns_')",
    fieldPath = ".api",
    messageExpression =
        "'api is the name of a script without its dns_: write ' + self.api.substring(4)",
    message = "api is the name of a script without its dns_")
@ValidationRule(
    value = "self.api.matches(r'^[0-9a-z][0-9a-z_]*$')",
    fieldPath = ".api",
    message =
        "api must be the name of one of acme.sh's dnsapi scripts, in lower case letters, digits and"
            + " '_', without dns_ and .sh, for example gandi_livedns")
@ValidationRule(
    value = "!has(self.settings) || self.settings.all(k, k.matches(r'" + Syntax.VARIABLE + "'))",
    fieldPath = ".settings",
    message =
        "settings must have the names of the script's options as keys: a letter, then at most 63"
            + " letters, digits and '_', for example OVH_END_POINT")
@ValidationRule(
    value = "!has(self.files) || self.files.all(k, k.matches(r'" + Syntax.VARIABLE + "'))",
    fieldPath = ".files",
    message =
        "files must have the names of the script's options as keys: a letter, then at most 63"
            + " letters, digits and '_', for example NSUPDATE_KEY")
@ValidationRule(
    value =
        "!has(self.files) || self.files.all(k, self.files[k].matches(r'" + Syntax.DATA_KEY + "'))",
    fieldPath = ".files",
    message =
        "files must have keys of the Secret's data as values: letters, digits, '-', '_' and '.',"
            + " for example secret-key")
@ValidationRule(
    value = "!has(self.files) || size(self.files) == 0 || has(self.credentialsSecretRef)",
    fieldPath = ".files",
    message = "files takes entries of the Secret in credentialsSecretRef: set that too")
@ValidationRule(
    value = "!has(self.files) || !has(self.settings) || self.files.all(k, !(k in self.settings))",
    fieldPath = ".files",
    message = "files and settings must not both have an option: remove it from one of them")
@ValidationRule(
    value =
        "!has(self.timeout) || !self.timeout.matches('"
            + Syntax.DURATION
            + "') || (duration(self.timeout) >= duration('1s') && duration(self.timeout) <="
            + " duration('1h'))",
    fieldPath = ".timeout",
    message = "timeout must be between 1s and 1h")
public record AcmeShProvider(
    @JsonPropertyDescription(
            """
            The dnsapi script, without its dns_. docs/dns-providers.md lists them all, with their
            options. Example: gandi_livedns.
            """)
        @Required
        @Size(min = 1, max = 64)
        String api,
    @JsonPropertyDescription(
            """
            The Secret whose entries are the script's credentials, by the names of its options, for
            example GANDI_LIVEDNS_TOKEN. It must carry the label nodecert.dev/allow-read: "true".
            """)
        @Nullable SecretReference credentialsSecretRef,
    @JsonPropertyDescription(
            """
            What the script needs to know and is no secret, by the names of its options, 50 at most.
            Example: OVH_END_POINT: ovh-eu.
            """)
        Map<String, String> settings,
    @JsonPropertyDescription(
            """
            The options that name a file: the entry of the Secret of that key is put into one for
            the time of a call; 10 at most. Example: NSUPDATE_KEY: secret-key.
            """)
        Map<String, String> files,
    @JsonPropertyDescription(
            "How long one call of the script may take; then all of it is ended. Default: 5m.")
        @Size(max = 32)
        @Pattern("^([0-9]{1,6}(h|m|s))+$")
        @Nullable String timeout) {
  public AcmeShProvider {
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    files = files == null ? Map.of() : Map.copyOf(files);
  }
}
