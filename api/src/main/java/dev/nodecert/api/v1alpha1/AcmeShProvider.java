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
    value = "!has(self.settings) || self.settings.all(k, !self.settings[k].contains('\\u0000'))",
    fieldPath = ".settings",
    message =
        "settings must not have a value with a NUL character, for no process can be given one:"
            + " remove it")
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
    messageExpression =
        "'files must not name an option that settings names too: remove '"
            + " + self.files.filter(k, k in self.settings)[0] + ' from one of them'",
    message = "files must not name an option that settings names too")
@ValidationRule(
    value =
        "!has(self.timeout) || !self.timeout.matches('"
            + Syntax.DURATION
            + "') || (!self.timeout.matches('"
            + Syntax.TOO_MANY_HOURS
            + "') && duration(self.timeout) >= duration('1s') && duration(self.timeout) <="
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
        @Size(max = 64)
        String api,
    @JsonPropertyDescription(
            """
            The Secret whose entries are the script's credentials, by the names of its options, for
            example GANDI_LIVEDNS_TOKEN. It must carry the label nodecert.dev/allow-read: "true".
            """)
        @Nullable SecretReference credentialsSecretRef,
    @JsonPropertyDescription(
            """
            The script's options that are not secret, by their names, 50 at most; what is secret
            belongs in credentialsSecretRef. Example: OVH_END_POINT: ovh-eu.
            """)
        Map<String, String> settings,
    @JsonPropertyDescription(
            """
            The script's options that name a file, 10 at most, each with the key of an entry in the
            Secret of credentialsSecretRef, which becomes that file for the time of a call. Example:
            NSUPDATE_KEY: secret-key.
            """)
        Map<String, String> files,
    @JsonPropertyDescription(
            "How long one call of the script may take, 1s to 1h, before it is ended. Default: 5m.")
        @Size(max = 32)
        @Pattern(Syntax.DURATION)
        @Nullable String timeout) {
  public AcmeShProvider {
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    files = files == null ? Map.of() : Map.copyOf(files);
  }
}
