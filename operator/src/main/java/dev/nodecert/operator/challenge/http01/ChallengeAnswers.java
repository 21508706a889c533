package dev.nodecert.operator.challenge.http01;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The key authorizations (RFC 8555 section 8.1) of all running orders. */
final class ChallengeAnswers {

  private static final String HTTP_01 = "http-01";

  /** A CA asks for each of a certificate's hundred names from several places at once. */
  private static final int MAX_WAITING = 1024;

  private final Semaphore mayWait = new Semaphore(MAX_WAITING);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** All guarded by the lock. */
  private final Map<String, Set<ChallengeKey>> tokensByCertificate = new HashMap<>();

  /** A CA may give two orders the same pending challenge (RFC 8555 section 7.4): by certificate. */
  private final Map<ChallengeKey, Map<String, Answerer>> answerersByToken = new HashMap<>();

  private final Map<String, String> thumbprintByAccount = new HashMap<>();

  /**
   * Whose thumbprint a challenge of an order is answered with.
   *
   * @param keyThumbprint of the account's key that the order runs with, where its status tells:
   *     until that is the account's, one of the two statuses has not been seen yet
   */
  private record Answerer(String account, Optional<String> keyThumbprint) {
    boolean mayAnswerWith(String thumbprint) {
      return keyThumbprint.isEmpty() || keyThumbprint.get().equals(thumbprint);
    }
  }

  void put(NodeCertificate certificate) {
    change(() -> {
      forgetTokens(certificate);
      var tokens = tokens(certificate);
      if (!tokens.isEmpty()) {
        tokensByCertificate.put(key(certificate), tokens);
        tokens.forEach(token -> answerers(token).put(key(certificate), answerer(certificate)));
      }
    });
  }

  void remove(NodeCertificate certificate) {
    change(() -> forgetTokens(certificate));
  }

  void put(AcmeAccount account) {
    var status = account.getStatus();
    var thumbprint = status == null ? null : status.keyThumbprint();
    change(() -> {
      if (thumbprint == null) {
        thumbprintByAccount.remove(account.getMetadata().getName());
      } else {
        thumbprintByAccount.put(account.getMetadata().getName(), thumbprint);
      }
    });
  }

  void remove(AcmeAccount account) {
    change(() -> thumbprintByAccount.remove(account.getMetadata().getName()));
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forgetTokens(NodeCertificate certificate) {
    var former = tokensByCertificate.remove(key(certificate));
    if (former != null) {
      former.forEach(token -> forget(token, key(certificate)));
    }
  }

  private Map<String, Answerer> answerers(ChallengeKey token) {
    return answerersByToken.computeIfAbsent(token, _ -> new HashMap<>());
  }

  private void forget(ChallengeKey token, String certificate) {
    answerers(token).remove(certificate);
    answerersByToken.computeIfPresent(token, (_, left) -> left.isEmpty() ? null : left);
  }

  private static Set<ChallengeKey> tokens(NodeCertificate certificate) {
    var status = certificate.getStatus();
    if (status == null || status.issuance() == null) {
      return Set.of();
    }
    var namespace = certificate.getMetadata().getNamespace();
    return status.issuance().names().stream()
        .filter(proof -> HTTP_01.equals(proof.challengeType()))
        .map(NameProof::token)
        .filter(Objects::nonNull)
        .map(token -> new ChallengeKey(namespace, token))
        .collect(Collectors.toSet());
  }

  private static Answerer answerer(NodeCertificate certificate) {
    var issuance = certificate.getStatus().issuance();
    return new Answerer(
        account(certificate), Optional.ofNullable(issuance).map(Issuance::keyThumbprint));
  }

  private static String account(NodeCertificate certificate) {
    var acme = certificate.getSpec().acme();
    return acme == null ? "" : acme.accountRef().name();
  }

  private static String key(NodeCertificate certificate) {
    return certificate.getMetadata().getNamespace() + "/" + certificate.getMetadata().getName();
  }

  /**
   * The answer to a challenge. The CA may be faster than the watch that tells us of the token, so
   * an unknown one is waited for, by so many requests at the most.
   */
  Optional<String> await(ChallengeKey key, Duration patience) throws InterruptedException {
    var known = find(key);
    if (known.isPresent() || !mayWait.tryAcquire()) {
      return known;
    }
    try {
      return awaitChange(key, patience.toNanos());
    } finally {
      mayWait.release();
    }
  }

  private Optional<String> awaitChange(ChallengeKey key, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      var answer = find(key);
      while (answer.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
        answer = find(key);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> find(ChallengeKey key) {
    lock.lock();
    try {
      return answerersByToken.getOrDefault(key, Map.of()).values().stream()
          .flatMap(answerer -> thumbprint(answerer).stream())
          .findFirst()
          .map(thumbprint -> key.token() + "." + thumbprint);
    } finally {
      lock.unlock();
    }
  }

  /** Always the account's: a NodeCertificate's status is no authority. */
  private Optional<String> thumbprint(Answerer answerer) {
    return Optional.ofNullable(thumbprintByAccount.get(answerer.account()))
        .filter(answerer::mayAnswerWith);
  }
}
