package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an AcmeAccount should be: an account (RFC 8555 section 7.1.2) at one directory. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the account should be: at which CA, with which key, and for whom.")
@ValidationRule(
    value = "!self.directory.startsWith('http://')",
    fieldPath = ".directory",
    message =
        "directory must begin with https://, for ACME needs https (RFC 8555 section 6.1); a private"
            + " CA's certificates go into caBundle")
@ValidationRule(
    value =
        """
        self.directory in ['LetsEncrypt', 'LetsEncryptStaging'] ||
        self.directory.matches(r'^https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/[!-~]*)?$')
        """,
    fieldPath = ".directory",
    message =
        "directory must be LetsEncrypt, LetsEncryptStaging or an https URL, for example"
            + " https://ca.example.com/acme/directory")
@ValidationRule(
    value = "self.directory == oldSelf.directory",
    fieldPath = ".directory",
    message =
        "directory is immutable, for an account belongs to one CA: make another AcmeAccount and"
            + " point acme.accountRef of the certificates to it")
@ValidationRule(
    value =
        "!has(self.contacts) || self.contacts.all(c,"
            + " c.matches(r\"^[A-Za-z0-9!$'*+._~-]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$\"))",
    fieldPath = ".contacts",
    message =
        "contacts must be e-mail addresses, without mailto: and without a display name, for example"
            + " admin@example.com")
@ValidationRule(
    value = "self.?privateKey.?version.orValue(1) >= oldSelf.?privateKey.?version.orValue(1)",
    fieldPath = ".privateKey.version",
    message =
        "privateKey.version can only grow, for the CA has forgotten the former keys: set it to at"
            + " least what it was")
@ValidationRule(
    value =
        """
        self.?privateKey.?version.orValue(1) > oldSelf.?privateKey.?version.orValue(1) ||
          self.?privateKey.?size.orValue(self.?privateKey.?algorithm.orValue('') == 'RSA' ? 2048 : 256) ==
          oldSelf.?privateKey.?size.orValue(oldSelf.?privateKey.?algorithm.orValue('') == 'RSA' ? 2048 : 256)
        """,
    fieldPath = ".privateKey",
    message =
        "privateKey.algorithm and privateKey.size change only together with a higher"
            + " privateKey.version, which rolls the key over: raise it by one")
@ValidationRule(
    value =
        """
        has(self.privateKey) && has(self.privateKey.secretName)
          ? has(oldSelf.privateKey) && has(oldSelf.privateKey.secretName) &&
            self.privateKey.secretName == oldSelf.privateKey.secretName
          : !has(oldSelf.privateKey) || !has(oldSelf.privateKey.secretName)
        """,
    fieldPath = ".privateKey",
    message =
        "privateKey.secretName is immutable, for it says where the account's key is: raise"
            + " privateKey.version for another key, or make another AcmeAccount")
public record AcmeAccountSpec(
    @JsonPropertyDescription(
            """
            The CA's directory (RFC 8555 section 7.1.1): LetsEncrypt, LetsEncryptStaging, or an
            https URL. Immutable. Example: https://ca.example.com/acme/directory.
            """)
        @Required
        @Size(max = 2048)
        String directory,
    @JsonPropertyDescription(
            """
            The e-mail addresses by which the CA reaches the account's owner (RFC 8555 section 7.3),
            without mailto:, at most 10, each once. Changes are sent to the CA. Example:
            admin@example.com.
            """)
        @Size(max = 10)
        List<@Size(max = 254) String> contacts,
    @JsonPropertyDescription("The consent to the CA's terms of service, which most CAs want.")
        @Nullable TermsOfService termsOfService,
    @JsonPropertyDescription(
            """
            The certificates that this account trusts its CA's servers by, instead of the public
            CAs. For private CAs.
            """)
        @Nullable CABundle caBundle,
    @JsonPropertyDescription(
            """
            Binds the account to one that the CA knows from elsewhere (RFC 8555 section 7.3.4).
            Used once, when the account is registered; later changes have no effect on it.
            """)
        @Nullable ExternalAccountBinding externalAccountBinding,
    @JsonPropertyDescription(
            """
            The account's private key. Adopted when its Secret is there, else made; a higher version
            rolls it over. Default: ECDSA P-256.
            """)
        @Nullable AccountPrivateKey privateKey,
    @JsonPropertyDescription(
            """
            Who may order certificates by this account, and for which domains: at least one entry, at
            most 100. A certificate is served when each of its domains is granted by some entry that
            lists its namespace.
            """)
        @Required
        @Size(min = 1, max = 100)
        List<AccountGrant> allow,
    @JsonPropertyDescription(
            """
            What the CA allows: an order that would exceed it waits. Default: the limits of Let's
            Encrypt and its staging at their directories, none elsewhere.
            """)
        @Nullable AccountLimits limits,
    @JsonPropertyDescription(
            """
            What becomes of the account at the CA when this AcmeAccount is deleted. Retain: it stays,
            with its key. Deactivate: the CA is told that nobody uses it any more (RFC 8555 section
            7.3.6), which cannot be undone and ends the account for every AcmeAccount with the same
            key; its key is deleted unless you brought it. That is tried for at most two minutes.
            Default: Retain.
            """)
        @Nullable AccountDeletionPolicy deletionPolicy) {
  public AcmeAccountSpec {
    contacts = contacts == null ? List.of() : List.copyOf(contacts);
    allow = allow == null ? List.of() : List.copyOf(allow);
  }
}
