package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Condition;
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
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOperator
class AcmeAccountIT {

  private static final String EXTERNAL_KEY =
      "kid-1=zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final Pebble pebble;
  private final TestNamespace namespace;
  private final Scenario scenario;
  private final AccountsAtCA ca;
  private final AccountKeysInSecrets keys;

  AcmeAccountIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.pebble = pebble;
    this.namespace = namespace;
    this.scenario = new Scenario(client, operator, pebble, namespace);
    this.ca = new AccountsAtCA(pebble);
    this.keys = new AccountKeysInSecrets(client, scenario.account());
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void anAccountIsRegisteredAndTellsTheDirectorysFacts() {
    scenario.apply("account.yaml");

    var status = scenario.awaitAccount(Expect.registered()).getStatus();

    assertThat(status.accountURL()).contains("/my-account/");
    assertThat(status.directoryURL()).isEqualTo(pebble.directory().toString());
    assertThat(status.termsOfService()).isNotNull().isEqualTo(status.agreedTermsOfService());
    assertThat(status.externalAccountRequired()).isFalse();
    assertThat(status.profiles()).isNotEmpty();
    assertThat(status.failure()).isNull();
    assertThat(status.keyThumbprint()).isEqualTo(keys.key().thumbprint());
    assertThat(status.keyVersion()).isEqualTo(1);
    assertThat(keys.only().directory()).contains(pebble.directory().toString());
    assertThat(keys.only().version()).contains(1);
  }

  @Test
  void aLostStatusIsRebuiltWithoutANewAccountAndNewContactsReachTheCA() {
    scenario.apply("account.yaml");
    var before = scenario.awaitAccount(Expect.registered()).getStatus();

    client
        .resources(AcmeAccount.class)
        .withName(scenario.account())
        .editStatus(account -> {
          account.setStatus(null);
          return account;
        });
    scenario.apply("account-with-two-contacts.yaml");
    var after = scenario.awaitAccount(Expect.registered()).getStatus();

    assertThat(after.accountURL()).isEqualTo(before.accountURL());
    assertThat(after.agreedTermsOfService()).isEqualTo(before.agreedTermsOfService());
    assertThat(ca.find(keys.key()))
        .map(RegisteredAccount::contacts)
        .contains(List.of("admin@example.com", "ops@example.com"));
  }

  @Test
  void contactsCanBeTakenBack() {
    scenario.apply("account-with-two-contacts.yaml");
    scenario.awaitAccount(Expect.registered());

    scenario.apply("account-without-contacts.yaml");
    scenario.awaitAccount(Expect.registered());

    assertThat(ca.find(keys.key())).map(RegisteredAccount::contacts).contains(List.of());
  }

  @Test
  void aKeyThatIsThereIsAdoptedWithItsAccountOnceItsSecretAllowsIt() {
    var key = new AccountKey(new KeyType.Ecdsa(384).generate());
    var existing = ca.register(key);
    var secret =
        new AccountKeySecret(
                key.keyPair(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .toSecret(RunningOperator.NAMESPACE, scenario.account() + "-key", "ignored");
    secret.getMetadata().getLabels().clear();
    client.resource(secret).create();

    scenario.apply("account-with-key-in-secret.yaml");
    var refused = scenario.awaitAccount(Expect.stalled("KeyNotReadable"));
    assertThat(stalled(refused).message())
        .contains("kubectl label secret -n nodecert %s-key".formatted(scenario.account()));

    client
        .secrets()
        .inNamespace(RunningOperator.NAMESPACE)
        .withName(scenario.account() + "-key")
        .edit(s ->
            s.edit()
                .editMetadata()
                .addToLabels(SecretMetadata.ALLOW_READ, "true")
                .endMetadata()
                .build());
    var adopted = scenario.awaitAccount(Expect.registered());

    assertThat(adopted.getStatus().accountURL()).isEqualTo(existing.url().toString());
  }

  @Test
  void aKeyOfAnotherDirectoryIsRefused() {
    var secret =
        new AccountKeySecret(
                new KeyType.Ecdsa(256).generate(),
                Optional.of(1),
                Optional.empty(),
                Optional.of("https://other.example.com/directory"),
                Optional.empty())
            .toSecret(RunningOperator.NAMESPACE, scenario.account() + "-key", scenario.account());
    client.resource(secret).create();

    scenario.apply("account-with-key-in-secret.yaml");

    var refused = scenario.awaitAccount(Expect.stalled("KeyOfAnotherDirectory"));
    assertThat(stalled(refused).message()).contains("https://other.example.com/directory");
  }

  @Test
  void nobodyAgreesToTermsInSilence() {
    scenario.apply("account-without-consent-to-terms.yaml");

    var refused = scenario.awaitAccount(Expect.stalled("TermsNotAgreed"));

    assertThat(stalled(refused).message()).contains("spec.termsOfService.agreed");
    assertThat(keys.secrets()).isEmpty();

    scenario.apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
  }

  @Test
  void aMissingCABundleIsWaitedFor() {
    scenario.apply("account-with-late-ca-bundle.yaml");
    scenario.awaitAccount(Expect.stalled("CABundleNotFound"));

    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(RunningOperator.NAMESPACE)
                .withName(scenario.account() + "-late")
                .endMetadata()
                .addToData("ca.crt", pebble.httpsCaPem())
                .build())
        .create();

    scenario.awaitAccount(Expect.registered());
  }

  @Test
  void aCAThatIsNotTrustedIsToldWithWhatToDo() {
    scenario.apply("account-without-ca-bundle.yaml");

    var failed = scenario.awaitAccount(Expect.unregistered("RegistrationFailed"));

    var failure = failed.getStatus().failure();
    assertThat(failure).isNotNull();
    assertThat(failure.type()).isEqualTo("connection");
    assertThat(failure.message()).contains("spec.caBundle");
    assertThat(Duration.between(failure.at(), failure.retryAt()))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "account-at-no-directory.yaml, unexpectedAnswer, 404",
    "account-at-a-directory-that-is-down.yaml, connection, refuses connections",
  })
  void aDirectoryThatCannotBeReadIsToldAndTriedAgain(String fixture, String type, String told) {
    scenario.apply(fixture);

    var failed = scenario.awaitAccount(Expect.unregistered("RegistrationFailed"));

    var failure = failed.getStatus().failure();
    assertThat(failure).isNotNull();
    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).contains(told);
    assertThat(failure.retryAt()).isAfter(failure.at());
    assertThat(keys.secrets()).isEmpty();
  }

  @Test
  void termsThatAreNotThoseAgreedToAreRefused() {
    scenario.apply("account-with-other-terms.yaml");

    var refused = scenario.awaitAccount(Expect.stalled("TermsChanged"));

    assertThat(stalled(refused).message()).contains("spec.termsOfService.url");
    assertThat(keys.secrets()).isEmpty();
  }

  @Test
  void anExternalAccountThatTheCARefusesIsTold(
      @PebbleWith(externalAccountKeys = EXTERNAL_KEY) Pebble strict) {
    try (var bound = new Scenario(client, operator, strict, namespace)) {
      bound
          .apply("external-account-key-of-another.yaml")
          .apply("account-with-external-account.yaml");

      var failed = bound.awaitAccount(Expect.unregistered("RegistrationFailed"));

      var failure = failed.getStatus().failure();
      assertThat(failure).isNotNull();
      assertThat(failure.type()).isEqualTo("unauthorized");
      assertThat(failure.retryAt()).isAfter(failure.at());
    }
  }

  @Test
  void aCAThatAsksForAnExternalAccountGetsOne(
      @PebbleWith(externalAccountKeys = EXTERNAL_KEY) Pebble strict) {
    try (var bound = new Scenario(client, operator, strict, namespace)) {
      bound.apply("account.yaml");
      bound.awaitAccount(Expect.stalled("ExternalAccountRequired"));

      bound.apply("account-with-external-account.yaml");
      bound.awaitAccount(Expect.stalled("ExternalAccountKeyNotFound"));

      bound.apply("external-account-key-without-consent.yaml");
      bound.awaitAccount(Expect.stalled("ExternalAccountKeyNotFound"));
      bound.apply("external-account-key.yaml");
      bound.awaitAccount(Expect.registered());
    }
  }

  private static Condition stalled(AcmeAccount account) {
    return Conditions.find(account.getStatus().conditions(), ConditionType.STALLED).orElseThrow();
  }
}
