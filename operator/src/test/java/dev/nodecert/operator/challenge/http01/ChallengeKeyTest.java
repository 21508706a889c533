package dev.nodecert.operator.challenge.http01;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeKeyTest {

  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

  @Test
  void aNodesProxyAsksForATokenUnderItsNamespace() {
    assertThat(ChallengeKey.ofPath("/proxy/.well-known/acme-challenge/" + TOKEN))
        .contains(new ChallengeKey("proxy", TOKEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/p/.well-known/acme-challenge/0123456789012345678901",
        "/proxy-1/.well-known/acme-challenge/__________--__________",
        "/0123456789012345678901234567890123456789012345678901234567890ab/.well-known/acme-challenge/0123456789012345678901",
      })
  void everyNamespaceAndEveryTokenOf128BitsIsTaken(String path) {
    assertThat(ChallengeKey.ofPath(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/proxy",
        "/proxy/.well-known/acme-challenge/",
        "/proxy/.well-known/acme-challenge/012345678901234567890",
        "/proxy/.well-known/acme-challenge/0123456789012345678901/",
        "/proxy/.well-known/acme-challenge/0123456789012345678901\n",
        "/proxy/.well-known/acme-challenge/01234567890123456789012=",
        "/proxy/.well-known/acme-challenge/../../012345678901234567890",
        "/proxy/.well-known/acme-challenge/%30123456789012345678901",
        "/proxy/.well-known/x/0123456789012345678901",
        "/proxy/xwell-known/acme-challenge/0123456789012345678901",
        "/proxy/x/.well-known/acme-challenge/0123456789012345678901",
        "/.well-known/acme-challenge/0123456789012345678901",
        "//.well-known/acme-challenge/0123456789012345678901",
        "/Proxy/.well-known/acme-challenge/0123456789012345678901",
        "/-proxy/.well-known/acme-challenge/0123456789012345678901",
        "/proxy-/.well-known/acme-challenge/0123456789012345678901",
        "/0123456789012345678901234567890123456789012345678901234567890abc/.well-known/acme-challenge/0123456789012345678901",
        "proxy/.well-known/acme-challenge/0123456789012345678901",
      })
  void anythingElseIsNoChallenge(String path) {
    assertThat(ChallengeKey.ofPath(path)).isEmpty();
  }

  @Test
  void aTokenBeyondAllReasonIsNone() {
    assertThat(ChallengeKey.ofPath("/proxy/.well-known/acme-challenge/" + "a".repeat(128)))
        .isPresent();
    assertThat(ChallengeKey.ofPath("/proxy/.well-known/acme-challenge/" + "a".repeat(129)))
        .isEmpty();
  }
}
