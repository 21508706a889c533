package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.RegisteredAccount;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.testing.AccountKeysInSecrets;
import dev.nodecert.operator.testing.AccountsAtCA;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account's key is replaced by another, and the account stays what it was. */
@WithOperator
class KeyRolloverIT {

  private static final String DOMAIN = "pve1.rollover.example.com";

  private final KubernetesClient client;
  private final Pebble pebble;
  private final Scenario scenario;
  private final AccountsAtCA ca;
  private final AccountKeysInSecrets keys;

  KeyRolloverIT(
      KubernetesClient client,
      RunningOperator operator,
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble,
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
  void aHigherVersionGivesTheAccountAnotherKeyOnce() {
    scenario.apply("account.yaml");
    var before = scenario.awaitAccount(Expect.registered()).getStatus();
    var oldKey = keys.key();

    scenario.apply("account-with-second-key.yaml");
    var after = scenario.awaitAccount(hasKey(2)).getStatus();

    assertThat(after.accountURL()).isEqualTo(before.accountURL());
    assertThat(after.keyThumbprint())
        .isEqualTo(keys.key().thumbprint())
        .isNotEqualTo(before.keyThumbprint());
    assertThat(KeyType.describe(keys.key().keyPair().publicKey()))
        .isEqualTo(new KeyType.KeyDescription("RSA", 2048));
    assertThat(keys.only().successor()).isEmpty();
    assertThat(ca.find(keys.key())).map(RegisteredAccount::url).contains(url(after));
    assertThat(ca.find(oldKey)).isEmpty();

    orderACertificate();
    await().until(() -> !scenario.accountEvents("KeyRolledOver").isEmpty());
    assertThat(scenario.accountEvents("KeyRolledOver")).hasSize(1);
  }

  private void orderACertificate() {
    scenario.serve(DOMAIN).apply("one-domain.yaml", text -> text.replace("one", "rollover"));
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aKeyIsNotReplacedWhileAChallengeIsAnsweredWithIt() {
    scenario.apply("account.yaml");
    var account = scenario.awaitAccount(Expect.registered());
    try (var gate = scenario.gate(DOMAIN)) {
      scenario.apply("one-domain.yaml", text -> text.replace("one", "rollover"));
      var ordering = scenario.awaitCertificate("pve1", KeyRolloverIT::hasPendingProofs);
      assertThat(ordering.getStatus().issuance())
          .extracting(Issuance::keyThumbprint)
          .isEqualTo(account.getStatus().keyThumbprint());

      scenario.apply("account-with-second-key.yaml");
      var waiting = scenario.awaitAccount(isReadyFor("KeyRolloverWaiting"));

      assertThat(ready(waiting).message()).contains(scenario.namespace() + "/pve1");
      assertThat(waiting.getStatus().keyVersion()).isEqualTo(1);

      gate.open();
      var certificate = scenario.awaitCertificate("pve1", Expect.ready());
      scenario.awaitAccount(hasKey(2).and(isReadyFor("Registered")));
      assertThat(certificate.getStatus().failure()).isNull();
    }
  }

  private static boolean hasPendingProofs(NodeCertificate certificate) {
    return certificate.getStatus().issuance() != null
        && !certificate.getStatus().issuance().names().isEmpty();
  }

  @Test
  void aUsersSecretIsNeverWritten() {
    var brought = new AccountKey(new KeyType.Ecdsa(256).generate());
    var existing = ca.register(brought);
    bring(brought);
    scenario.apply("account-with-key-in-secret.yaml");
    scenario.awaitAccount(Expect.registered());
    var before = usersSecret();

    scenario.apply("account-with-second-key-in-secret.yaml");
    scenario.awaitAccount(hasKey(2));

    assertThat(usersSecret()).isEqualTo(before);
    assertThat(keys.secrets())
        .singleElement()
        .extracting(secret -> secret.getMetadata().getName())
        .isEqualTo(scenario.account() + "-key-rollover");
    assertThat(ca.find(keys.key())).map(RegisteredAccount::url).contains(existing.url());
  }

  @Test
  void aLostStatusRollsNothingOver() {
    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
    scenario.apply("account-with-second-key.yaml");
    var before = scenario.awaitAccount(hasKey(2)).getStatus();

    client
        .resources(AcmeAccount.class)
        .withName(scenario.account())
        .editStatus(account -> {
          account.setStatus(null);
          return account;
        });
    scenario.apply("account-with-second-key.yaml", text -> text.replace("admin@", "ops@"));
    var after = scenario.awaitAccount(hasKey(2)).getStatus();

    assertThat(after.accountURL()).isEqualTo(before.accountURL());
    assertThat(after.keyThumbprint()).isEqualTo(before.keyThumbprint());
  }

  @Test
  void theOldKeyWorksOnWhenTheCADoesNotTakeTheNewOne() {
    var authority = TestAuthority.create("The CA in between");
    try (var between =
        FaultProxy.start(Upstream.of(pebble), authority.issue("127.0.0.1"), () -> {})) {
      scenario.trust(authority.certificatePem());
      apply("account.yaml", between);
      var before = scenario.awaitAccount(Expect.registered()).getStatus();
      between.follow(KeyRolloverIT::refuseKeyChange);

      apply("account-with-second-key.yaml", between);
      var refused = scenario.awaitAccount(isReadyFor("KeyRolloverFailing")).getStatus();

      assertThat(refused.keyVersion()).isEqualTo(1);
      assertThat(refused.keyThumbprint()).isEqualTo(before.keyThumbprint());
      assertThat(refused.failure()).isNotNull();
      assertThat(refused.failure().type()).isEqualTo("serverInternal");
      assertThat(refused.failure().retryAt()).isAfter(refused.failure().at());
      orderACertificate();

      between.follow(FaultPlan.NONE);
      apply("account-with-third-key.yaml", between);
      var after = scenario.awaitAccount(hasKey(3)).getStatus();

      assertThat(after.failure()).isNull();
      assertThat(after.accountURL()).isEqualTo(before.accountURL());
      assertThat(KeyType.describe(keys.key().keyPair().publicKey()))
          .isEqualTo(new KeyType.KeyDescription("ECDSA", 256));
    }
  }

  private void apply(String fixture, FaultProxy between) {
    scenario.apply(
        fixture, text -> text.replace(pebble.directory().toString(), between.url().toString()));
  }

  private static Optional<Fault> refuseKeyChange(ProxiedRequest request) {
    return Optional.of(Fault.INTERNAL_ERROR)
        .filter(_ -> request.path().equals("/rollover-account-key"));
  }

  private void bring(AccountKey key) {
    var secret =
        new AccountKeySecret(
                key.keyPair(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .toSecret(RunningOperator.NAMESPACE, scenario.account() + "-key", "ignored");
    secret.getMetadata().getLabels().clear();
    secret.getMetadata().getLabels().put(SecretMetadata.ALLOW_READ, "true");
    client.resource(secret).create();
  }

  private Secret usersSecret() {
    return client
        .secrets()
        .inNamespace(RunningOperator.NAMESPACE)
        .withName(scenario.account() + "-key")
        .require();
  }

  private static Predicate<AcmeAccount> hasKey(int version) {
    return Expect.registered()
        .and(account -> Integer.valueOf(version).equals(account.getStatus().keyVersion()));
  }

  private static Predicate<AcmeAccount> isReadyFor(String reason) {
    return Expect.registered().and(account -> ready(account).reason().equals(reason));
  }

  private static Condition ready(AcmeAccount account) {
    return Conditions.find(account.getStatus().conditions(), ConditionType.READY).orElseThrow();
  }

  private static URI url(AcmeAccountStatus status) {
    return URI.create(String.valueOf(status.accountURL()));
  }
}
