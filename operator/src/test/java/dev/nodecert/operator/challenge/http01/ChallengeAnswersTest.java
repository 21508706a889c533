package dev.nodecert.operator.challenge.http01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No test ends by a lucky guess: a request that should wait is seen to wait. */
@Timeout(120)
class ChallengeAnswersTest {

  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);
  private static final int MAX_WAITING = 1024;
  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ";
  private static final String OTHER_TOKEN = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDf";
  private static final ChallengeKey ASKED = new ChallengeKey("proxy", TOKEN);
  private static final Optional<String> ANSWER = Optional.of(TOKEN + ".thumbprint-of-default");

  private final ChallengeAnswers answers = new ChallengeAnswers();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endTheRequests() {
    threads.forEach(Thread::interrupt);
  }

  @Test
  void aTokenIsAnsweredWithTheThumbprintOfTheAccountThatTheSpecNames() throws Exception {
    answers.put(account("default"));
    answers.put(account("other"));
    answers.put(ordering("proxy", "pve1", TOKEN));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEqualTo(ANSWER);
  }

  @Test
  void anotherNamespaceNeverGetsTheAnswer() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));

    assertThat(answers.await(new ChallengeKey("other", TOKEN), NO_PATIENCE)).isEmpty();
  }

  @Test
  void theSameTokenOfTwoNamespacesIsTwo() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.put(ordering("other", "pve1", TOKEN));
    answers.remove(ordering("other", "pve1", TOKEN));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEqualTo(ANSWER);
    assertThat(answers.await(new ChallengeKey("other", TOKEN), NO_PATIENCE)).isEmpty();
  }

  @Test
  void aTokenThatStatusNoLongerHasIsAnsweredNoMore() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.put(ordering("proxy", "pve1", OTHER_TOKEN));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
    assertThat(answers.await(new ChallengeKey("proxy", OTHER_TOKEN), NO_PATIENCE)).isPresent();
  }

  @Test
  void aTokenOfACertificateThatIsGoneIsAnsweredNoMore() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.remove(ordering("proxy", "pve1", TOKEN));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void aTokenOfAnAccountThatIsGoneIsAnsweredNoMore() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.remove(account("default"));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void anAccountThatLosesItsKeyAnswersNoMore() throws Exception {
    var unregistered = account("default");
    unregistered.setStatus(null);
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.put(unregistered);

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void twoOrdersMayShareAChallengeAndTheLastOneEndsIt() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    answers.put(ordering("proxy", "pve2", TOKEN));

    answers.remove(ordering("proxy", "pve1", TOKEN));
    assertThat(answers.await(ASKED, NO_PATIENCE)).isEqualTo(ANSWER);

    answers.remove(ordering("proxy", "pve2", TOKEN));
    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void onlyHttp01IsAnswered() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN, "dns-01"));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void aCertificateWithoutAnOrderHasNothingToAnswer() throws Exception {
    var idle = ordering("proxy", "pve1", TOKEN);
    idle.setStatus(null);
    answers.put(account("default"));
    answers.put(idle);

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEmpty();
  }

  @Test
  void anUnknownTokenIsWaitedForUntilItComes() throws Exception {
    answers.put(account("default"));
    var request = ask(ASKED);
    awaitWaiting(1);

    answers.put(ordering("proxy", "pve0", OTHER_TOKEN));
    assertThat(request.isDone()).isFalse();
    answers.put(ordering("proxy", "pve1", TOKEN));

    assertThat(request.get(30, TimeUnit.SECONDS)).isEqualTo(ANSWER);
  }

  @Test
  void theAccountIsWaitedForAsWell() throws Exception {
    answers.put(ordering("proxy", "pve1", TOKEN));
    var request = ask(ASKED);
    awaitWaiting(1);

    answers.put(account("default"));

    assertThat(request.get(30, TimeUnit.SECONDS)).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "'keyThumbprint: thumbprint-of-default', true",
    "'keyThumbprint: its-next-thumbprint', false",
    "'keyThumbprint: thumbprint-of-other', false"
  })
  void anOrdersKeyMustBeTheOneThatItsAccountHas(String key, boolean isAnswered) throws Exception {
    answers.put(account("default"));
    answers.put(account("other"));
    answers.put(orderingWith(key, "pve1"));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEqualTo(ANSWER.filter(_ -> isAnswered));
  }

  @Test
  void theAccountsOtherKeyIsWaitedFor() throws Exception {
    answers.put(account("default"));
    answers.put(orderingWith("keyThumbprint: its-next-thumbprint", "pve1"));
    var request = ask(ASKED);
    awaitWaiting(1);

    answers.put(account("default", "its-next-thumbprint"));

    assertThat(request.get(30, TimeUnit.SECONDS)).contains(TOKEN + ".its-next-thumbprint");
  }

  @Test
  void theOrdersOtherKeyIsWaitedFor() throws Exception {
    answers.put(account("default"));
    answers.put(orderingWith("keyThumbprint: its-former-thumbprint", "pve1"));
    var request = ask(ASKED);
    awaitWaiting(1);

    answers.put(orderingWith("keyThumbprint: thumbprint-of-default", "pve1"));

    assertThat(request.get(30, TimeUnit.SECONDS)).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pve1", "pve2"})
  void ofTwoOrdersThatShareAChallengeOneMayStillTellOfTheFormerKey(String behind) throws Exception {
    answers.put(account("default"));
    answers.put(orderingWith("keyThumbprint: thumbprint-of-default", "pve1"));
    answers.put(orderingWith("keyThumbprint: thumbprint-of-default", "pve2"));

    answers.put(orderingWith("keyThumbprint: its-former-thumbprint", behind));

    assertThat(answers.await(ASKED, NO_PATIENCE)).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.05S"})
  void patienceEnds(Duration patience) throws Exception {
    assertThat(answers.await(ASKED, patience)).isEmpty();
  }

  @Test
  void soManyRequestsMayWaitAndTheNextIsTurnedAwayAtOnce() throws Exception {
    letAsManyWaitAsMay(ASKED);

    assertThat(answers.await(ASKED, LONG)).isEmpty();
  }

  @Test
  void whatIsKnownIsAnsweredHoweverManyWait() throws Exception {
    answers.put(account("default"));
    answers.put(ordering("proxy", "pve1", TOKEN));
    letAsManyWaitAsMay(new ChallengeKey("proxy", OTHER_TOKEN));

    assertThat(answers.await(ASKED, LONG)).isEqualTo(ANSWER);
  }

  @Test
  void whoHasWaitedMakesRoomForOthers() throws Exception {
    letAsManyWaitAsMay(ASKED);
    threads.forEach(Thread::interrupt);
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    threads.clear();

    letAsManyWaitAsMay(ASKED);
  }

  private void letAsManyWaitAsMay(ChallengeKey key) {
    for (int i = 0; i < MAX_WAITING; i++) {
      var _ = ask(key);
    }
    awaitWaiting(MAX_WAITING);
  }

  private FutureTask<Optional<String>> ask(ChallengeKey key) {
    var request = new FutureTask<>(() -> answers.await(key, LONG));
    threads.add(Thread.ofVirtual().start(request));
    return request;
  }

  private void awaitWaiting(int requests) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            threads.stream().filter(t -> t.getState() == Thread.State.TIMED_WAITING).count()
                == requests);
  }

  private static AcmeAccount account(String name) {
    return account(name, "thumbprint-of-" + name);
  }

  private static AcmeAccount account(String name, String thumbprint) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: AcmeAccount
        metadata: {name: %s}
        spec: {directory: LetsEncrypt, allow: [{namespaces: ["*"]}]}
        status: {keyThumbprint: %s}
        """
            .formatted(name, thumbprint),
        AcmeAccount.class);
  }

  private static NodeCertificate ordering(String namespace, String name, String token) {
    return ordering(namespace, name, token, "http-01");
  }

  private static NodeCertificate ordering(
      String namespace, String name, String token, String challengeType) {
    return ordering(namespace, name, token, challengeType, "");
  }

  private static NodeCertificate orderingWith(String key, String name) {
    return ordering("proxy", name, TOKEN, "http-01", key);
  }

  private static NodeCertificate ordering(
      String namespace, String name, String token, String challengeType, String key) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: NodeCertificate
        metadata: {namespace: %s, name: %s}
        spec:
          source: ACME
          acme: {accountRef: {name: default}, domains: [{domain: pve1.example.com}]}
        status:
          issuance:
            orderURL: https://ca.example.com/order/1
            orderHash: hash
            reason: SecretMissing
            startedAt: "2026-11-23T12:00:00Z"
            %s
            names:
            - {name: valid.example.com, authorizationURL: "https://ca.example.com/1", state: Valid}
            - name: pve1.example.com
              authorizationURL: https://ca.example.com/authorization/2
              state: Pending
              challengeType: %s
              token: %s
        """
            .formatted(namespace, name, key, challengeType, token),
        NodeCertificate.class);
  }
}
