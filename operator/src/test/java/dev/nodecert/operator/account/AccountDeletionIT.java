package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.testing.AccountKeysInSecrets;
import dev.nodecert.operator.testing.AccountsAtCA;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left at the CA and here of an AcmeAccount that was deleted. */
@WithOperator
class AccountDeletionIT {

  private final KubernetesClient client;
  private final Pebble pebble;
  private final Scenario scenario;
  private final AccountsAtCA ca;
  private final AccountKeysInSecrets keys;

  AccountDeletionIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
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
  void anAccountOutlivesItsAcmeAccount() {
    scenario.apply("account.yaml");
    var registered = scenario.awaitAccount(Expect.registered());
    assertThat(registered.getMetadata().getFinalizers()).isEmpty();

    scenario.deleteAccount();

    awaitGone();
    assertThat(ca.find(keys.key())).isPresent();
  }

  @Test
  void anAccountEndsWithItsAcmeAccountWhereSpecSaysSo() {
    scenario.apply("account-to-deactivate.yaml");
    scenario.awaitAccount(Expect.registered());
    var key = keys.key();

    scenario.deleteAccount();

    awaitGone();
    assertIsDeactivated(key);
    assertThat(keys.secrets()).isEmpty();
    await().until(() -> scenario.accountEvents("Deactivated").size() == 1);

    scenario.apply("account-to-deactivate.yaml");
    scenario.awaitAccount(Expect.registered());
  }

  private void assertIsDeactivated(AccountKey key) {
    assertThatExceptionOfType(AcmeFailure.class)
        .isThrownBy(() -> ca.find(key))
        .matches(failure -> failure.is(AcmeFailure.ACCOUNT_DEACTIVATED));
  }

  @Test
  void onlyWhileSpecSaysSo() {
    scenario.apply("account-to-deactivate.yaml");
    scenario.awaitAccount(Expect.registered());

    scenario.apply("account.yaml");
    scenario.awaitAccount(account -> account.getMetadata().getFinalizers().isEmpty());
    scenario.deleteAccount();

    awaitGone();
    assertThat(ca.find(keys.key())).isPresent();
  }

  @Test
  void anAccountWithoutAKeyIsLetGo() {
    scenario.apply("account-to-deactivate.yaml");
    scenario.awaitAccount(Expect.registered());
    client.resourceList(keys.secrets()).delete();

    scenario.deleteAccount();

    awaitGone();
    await().until(() -> scenario.accountEvents("NotDeactivated").size() == 1);
  }

  @Test
  void anAccountThatNeverWasIsLetGo() {
    scenario.apply("account-without-consent-to-terms.yaml", AccountDeletionIT::deactivated);
    scenario.awaitAccount(Expect.stalled("TermsNotAgreed"));

    scenario.deleteAccount();

    awaitGone();
  }

  @Test
  void aCAThatIsAwayIsWaitedForUnlessSpecLetsTheAccountLive() {
    var authority = TestAuthority.create("The CA in between");
    try (var between =
        FaultProxy.start(Upstream.of(pebble), authority.issue("127.0.0.1"), () -> {})) {
      scenario.trust(authority.certificatePem());
      apply("account-to-deactivate.yaml", between);
      scenario.awaitAccount(Expect.registered());
      between.follow(_ -> Optional.of(Fault.UNAVAILABLE));

      scenario.deleteAccount();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(5))
          .until(() -> account() != null);
      apply("account.yaml", between);

      awaitGone();
      assertThat(ca.find(keys.key())).isPresent();
    }
  }

  private void apply(String fixture, FaultProxy between) {
    scenario.apply(
        fixture, text -> text.replace(pebble.directory().toString(), between.url().toString()));
  }

  private static String deactivated(String yaml) {
    return yaml + "  deletionPolicy: Deactivate\n";
  }

  private void awaitGone() {
    await().atMost(Duration.ofSeconds(30)).until(() -> account() == null);
  }

  private AcmeAccount account() {
    return client.resources(AcmeAccount.class).withName(scenario.account()).get();
  }
}
