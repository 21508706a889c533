package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.RegisteredAccount;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.testing.AccountKeysInSecrets;
import dev.nodecert.operator.testing.AccountsAtCA;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an account that the CA no longer has, no longer wants, or has under no key. */
@WithOperator
class AccountLossIT {

  private final KubernetesClient client;
  private final Pebble pebble;
  private final Scenario scenario;
  private final AccountsAtCA ca;
  private final AccountKeysInSecrets keys;

  AccountLossIT(
      KubernetesClient client,
      RunningOperator operator,
      @PebbleWith(caaIdentities = "forgetful.example.com") Pebble pebble,
      TestNamespace namespace) {
    this.client = client;
    this.pebble = pebble;
    this.scenario = new Scenario(client, operator, pebble, namespace);
    this.ca = new AccountsAtCA(pebble);
    this.keys = new AccountKeysInSecrets(client, scenario.account());
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void anAccountThatTheCAHasLostIsMadeAgainWithItsKey() {
    scenario.apply("account.yaml");
    var before = scenario.awaitAccount(Expect.registered()).getStatus();

    pebble.restart();
    scenario.apply("account-with-two-contacts.yaml");
    var after = scenario.awaitAccount(Expect.registered()).getStatus();

    assertThat(after.accountURL()).isNotEqualTo(before.accountURL());
    assertThat(after.keyThumbprint()).isEqualTo(before.keyThumbprint());
    assertThat(ca.find(keys.key()))
        .map(RegisteredAccount::url)
        .contains(URI.create(String.valueOf(after.accountURL())));
    await().until(() -> !scenario.accountEvents("AccountReplaced").isEmpty());
  }

  @Test
  void itIsNotMadeAgainWithoutConsent() {
    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());

    pebble.restart();
    scenario.apply("account-without-consent-to-terms.yaml");

    scenario.awaitAccount(Expect.stalled("TermsNotAgreed"));
    assertThat(ca.find(keys.key())).isEmpty();
  }

  @Test
  void anAccountThatTheCAHasEndedIsToldAndNotMadeAgain() {
    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
    ca.deactivate(keys.key());
    var thumbprint = keys.key().thumbprint();

    scenario.apply("account-with-two-contacts.yaml");
    var stalled = scenario.awaitAccount(Expect.stalled("AccountDeactivated"));

    assertThat(message(stalled)).contains("deactivated", "make it again for a new account");
    assertThat(stalled.getStatus().failure()).isNotNull();
    assertThat(keys.key().thumbprint()).isEqualTo(thumbprint);
    await().until(() -> scenario.accountEvents("AccountDeactivated").size() == 1);
  }

  @Test
  void aKeyThatIsNotTheAccountsMakesNoOther() {
    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
    var stranger = new AccountKey(new KeyType.Ecdsa(256).generate());

    replaceKey(stranger);
    scenario.apply("account-with-two-contacts.yaml");

    scenario.awaitAccount(Expect.stalled("KeyMismatch"));
    assertThat(ca.find(stranger)).isEmpty();
  }

  @Test
  void anOrderThatCannotGoAsTheAccountHasItLookedAt() {
    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
    var other = new AccountKey(new KeyType.Ecdsa(256).generate());
    var account = ca.register(other);

    replaceKey(other);
    lookedAtLongAgo();
    scenario
        .serve("pve1.lost.example.com")
        .apply("one-domain.yaml", text -> text.replace("one", "lost"));

    scenario.awaitAccount(
        Expect.registered()
            .and(seen -> account.url().toString().equals(seen.getStatus().accountURL())));
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  /** Else it would rest for the minute between two looks. */
  private void lookedAtLongAgo() {
    client
        .resources(AcmeAccount.class)
        .withName(scenario.account())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"directoryCheckedAt\": \"%s\"}}"
                .formatted(Instant.now().minus(Duration.ofHours(1))));
  }

  private void replaceKey(AccountKey key) {
    var secret = keys.secrets().getFirst();
    var old = AccountKeysInSecrets.content(secret);
    client
        .resource(
            new AccountKeySecret(
                    key.keyPair(),
                    old.version(),
                    old.successor(),
                    old.directory(),
                    old.termsOfService())
                .writtenTo(secret))
        .update();
  }

  private static String message(AcmeAccount account) {
    return Conditions.find(account.getStatus().conditions(), ConditionType.STALLED)
        .orElseThrow()
        .message();
  }
}
