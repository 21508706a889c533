package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.TermsOfService;
import dev.nodecert.operator.acme.DirectoryMetadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the spec agrees to what the CA asks for (RFC 8555 section 7.3.3); never in silence. */
final class TermsConsent {

  private TermsConsent() {}

  /** What stands against the registration of a new account. */
  static Optional<AccountRefusedException> objection(
      @Nullable TermsOfService consent, DirectoryMetadata directory) {
    return directory.termsOfService().flatMap(terms -> objection(consent, terms));
  }

  private static Optional<AccountRefusedException> objection(
      @Nullable TermsOfService consent, String terms) {
    if (consent == null || !consent.agreed()) {
      return Optional.of(
          new AccountRefusedException(
              "TermsNotAgreed",
              "The CA asks for consent to its terms of service, %s. Read them and set"
                      .formatted(terms)
                  + " spec.termsOfService.agreed to true."));
    }
    return changed(consent, terms)
        ? Optional.of(new AccountRefusedException("TermsChanged", changedMessage(consent, terms)))
        : Optional.empty();
  }

  private static boolean changed(TermsOfService consent, String terms) {
    return consent.url() != null && !consent.url().equals(terms);
  }

  private static String changedMessage(TermsOfService consent, String terms) {
    return "The CA's terms of service are now %s, but spec.termsOfService.url agrees to %s. Read the"
            .formatted(terms, consent.url())
        + " new ones and set the URL to them.";
  }

  /**
   * What an account has agreed to after a look at the directory.
   *
   * @param agreed until now, null when nothing is known
   */
  static @Nullable String agreedTo(
      @Nullable String agreed, @Nullable TermsOfService consent, DirectoryMetadata directory) {
    var terms = directory.termsOfService().orElse(null);
    if (consent == null || !consent.agreed() || terms == null) {
      return agreed;
    }
    if (consent.url() != null) {
      return consent.url();
    }
    return agreed == null ? terms : agreed;
  }

  /** Tells a registered account's owner that the CA has other terms now. */
  static Optional<String> changedSince(@Nullable String agreed, DirectoryMetadata directory) {
    return directory
        .termsOfService()
        .filter(terms -> agreed != null && !agreed.equals(terms))
        .map(terms ->
            "The CA's terms of service are now %s; this account has agreed to %s. Read the new"
                    .formatted(terms, agreed)
                + " ones and set spec.termsOfService.url to them. Until the CA insists, orders"
                + " go on.");
  }
}
