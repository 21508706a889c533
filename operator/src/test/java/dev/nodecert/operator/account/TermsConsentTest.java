package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.TermsOfService;
import dev.nodecert.operator.acme.DirectoryMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables a consent is spec.termsOfService as a user writes it, and no text is none. */
class TermsConsentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // consent                           | the CA's terms   | objection
        "                                    |                  |               ",
        "{agreed: false}                     |                  |               ",
        "                                    | https://ca/terms | TermsNotAgreed",
        "{agreed: false}                     | https://ca/terms | TermsNotAgreed",
        "{agreed: false, url: https://ca/terms} | https://ca/terms | TermsNotAgreed",
        "{agreed: true}                      | https://ca/terms |               ",
        "{agreed: true, url: https://ca/terms} | https://ca/terms |               ",
        "{agreed: true, url: https://ca/old} | https://ca/terms | TermsChanged  ",
        "{agreed: true, url: https://ca/old} |                  |               ",
      })
  void anAccountIsRegisteredOnlyWithConsentToTheTermsThatTheCaHas(
      @Nullable String consent, @Nullable String terms, @Nullable String objection) {
    assertThat(
            TermsConsent.objection(consent(consent), directory(terms))
                .map(AccountRefusedException::reason))
        .isEqualTo(Optional.ofNullable(objection));
  }

  @Test
  void theObjectionSaysWhatToReadAndWhatToDo() {
    assertThat(TermsConsent.objection(null, directory("https://ca/terms")))
        .hasValueSatisfying(e ->
            assertThat(e.message())
                .isEqualTo(
                    "The CA asks for consent to its terms of service, https://ca/terms. Read them"
                        + " and set spec.termsOfService.agreed to true."));
    assertThat(
            TermsConsent.objection(
                consent("{agreed: true, url: https://ca/old}"), directory("https://ca/terms")))
        .hasValueSatisfying(e ->
            assertThat(e.message())
                .isEqualTo(
                    "The CA's terms of service are now https://ca/terms, but"
                        + " spec.termsOfService.url agrees to https://ca/old. Read the new ones and"
                        + " set the URL to them."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // agreed until now | consent                             | the CA's terms | agreed to now
        "               |                                         | https://ca/new |               ",
        "               | {agreed: false}                         | https://ca/new |               ",
        "               | {agreed: true}                          |                |               ",
        "               | {agreed: true}                          | https://ca/new | https://ca/new",
        "               | {agreed: true, url: https://ca/new}     | https://ca/new | https://ca/new",
        "               | {agreed: true, url: https://ca/old}     | https://ca/new | https://ca/old",
        "https://ca/old | {agreed: true}                          | https://ca/new | https://ca/old",
        "https://ca/old | {agreed: true, url: https://ca/new}     | https://ca/new | https://ca/new",
        "https://ca/old | {agreed: false, url: https://ca/new}    | https://ca/new | https://ca/old",
        "https://ca/old |                                         | https://ca/new | https://ca/old",
        "https://ca/old | {agreed: true}                          |                | https://ca/old",
      })
  void nobodyAgreesInSilenceToWhatTheCaHasChanged(
      @Nullable String agreed,
      @Nullable String consent,
      @Nullable String terms,
      @Nullable String agreedNow) {
    assertThat(TermsConsent.agreedTo(agreed, consent(consent), directory(terms)))
        .isEqualTo(agreedNow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "               | https://ca/new | false",
        "https://ca/new | https://ca/new | false",
        "https://ca/old |                | false",
        "https://ca/old | https://ca/new | true ",
      })
  void theOwnerOfARegisteredAccountIsToldOfOtherTerms(
      @Nullable String agreed, @Nullable String terms, boolean told) {
    assertThat(TermsConsent.changedSince(agreed, directory(terms)).isPresent()).isEqualTo(told);
  }

  @Test
  void whatIsToldNamesBothTermsAndWhatToDo() {
    assertThat(TermsConsent.changedSince("https://ca/old", directory("https://ca/new")))
        .contains(
            "The CA's terms of service are now https://ca/new; this account has agreed to"
                + " https://ca/old. Read the new ones and set spec.termsOfService.url to them."
                + " Until the CA insists, orders go on.");
  }

  private static @Nullable TermsOfService consent(@Nullable String yaml) {
    return yaml == null ? null : Serialization.unmarshal("--- " + yaml, TermsOfService.class);
  }

  private static DirectoryMetadata directory(@Nullable String terms) {
    return new DirectoryMetadata(
        Optional.ofNullable(terms), Optional.empty(), List.of(), false, Map.of());
  }
}
