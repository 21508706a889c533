package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When something is refused is in {@link PlannerTest}; here is what the user is told. */
class RefusalChecksTest {

  @Test
  void whatIsAsItShouldBeIsNotRefused() {
    assertThat(RefusalChecks.first(aNewCertificate().observation())).isEmpty();
  }

  @Test
  void theOperatorsNamespaceIsNoPlaceForACertificate() {
    assertTold(
        aNewCertificate().inNamespace("nodecert"),
        "NamespaceNotAllowed",
        "Namespace nodecert is the operator's own and holds its keys. Make the NodeCertificate in"
            + " the namespace of its proxy.");
  }

  @Test
  void anAccountMustExist() {
    assertTold(
        aNewCertificate().accountGone(),
        "AccountNotFound",
        "There is no AcmeAccount default. Make it, or name another one in spec.acme.accountRef.");
  }

  @Test
  void anAccountServesTheNamespacesThatItLists() {
    assertTold(
        aNewCertificate().inNamespace("other"),
        "NamespaceNotAllowed",
        "AcmeAccount default does not serve namespace other. Ask the cluster's admin to add it to"
            + " the account's spec.allow.");
  }

  @Test
  void theNamesThatAnAccountDoesNotServeAreTold() {
    assertTold(
        aNewCertificate().accountAllowing("[{namespaces: [proxy], domains: [example.org]}]"),
        "DomainNotAllowed",
        "AcmeAccount default does not serve pve1.example.com, www.example.com for namespace proxy."
            + " Ask the cluster's admin to add it to the account's spec.allow.");
  }

  @Test
  void ofManyNamesTheFirstFewAreTold() {
    var seen =
        aNewCertificate()
            .spec(
                """
                source: ACME
                acme:
                  accountRef: {name: default}
                  domains: [{domain: a.de}, {domain: b.de}, {domain: c.de}, {domain: d.de},
                    {domain: e.de}, {domain: f.de}, {domain: g.de}, {domain: pve1.example.com}]
                """);

    assertThat(RefusalChecks.first(seen.observation()))
        .hasValueSatisfying(finding ->
            assertThat(finding.message())
                .contains(" a.de, b.de, c.de, d.de, e.de and 2 more for namespace proxy"));
  }

  @Test
  void aSecretOfSomeoneElseIsRefusedInItsOwnWords() {
    assertTold(
        aNewCertificate().secret(new SecretState.Foreign(new Finding("SecretNotOurs", "No."))),
        "SecretNotOurs",
        "No.");
  }

  @Test
  void theFirstObjectionWins() {
    var foreign = new SecretState.Foreign(new Finding("SecretNotOurs", "No."));

    assertThat(
            RefusalChecks.first(
                aNewCertificate()
                    .inNamespace("nodecert")
                    .secret(foreign)
                    .accountGone()
                    .observation()))
        .map(Finding::reason)
        .contains("NamespaceNotAllowed");
    assertThat(RefusalChecks.first(aNewCertificate().secret(foreign).accountGone().observation()))
        .map(Finding::reason)
        .contains("SecretNotOurs");
  }

  private static void assertTold(Seen seen, String reason, String message) {
    assertThat(RefusalChecks.first(seen.observation())).contains(new Finding(reason, message));
  }
}
