package dev.nodecert.operator.acme;

import java.net.MalformedURLException;

/** The body of a CA's problem document (RFC 7807). */
final class ProblemDocumentFuzz {

  private static final int FORBIDDEN = 403;

  private ProblemDocumentFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws MalformedURLException {
    var answer = CannedAnswer.of(FORBIDDEN, "application/problem+json", input);
    var login = CannedCA.accountThatIsTold(answer);
    try {
      Endpoint.call("newOrder", () -> login.newOrder().domain("pve1.example.com").create());
      throw new AssertionError("a refusal passed for an order");
    } catch (AcmeFailure failure) {
      TextForUsers.assertSound(failure);
    }
  }
}
