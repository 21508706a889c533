package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

/** A directory (RFC 8555 section 7.1.1). */
final class DirectoryFuzz {

  private static final int OK = 200;

  private DirectoryFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var session = CannedCA.sessionThatReads(CannedAnswer.of(OK, "application/json", input));
    try {
      assertSound(Endpoint.call("directory", () -> AcmeClient.metadata(session.getMetadata())));
    } catch (AcmeFailure failure) {
      TextForUsers.assertSound(failure);
    }
  }

  private static void assertSound(DirectoryMetadata directory) {
    directory.termsOfService().ifPresent(DirectoryFuzz::assertSoundUrl);
    directory.website().ifPresent(DirectoryFuzz::assertSoundUrl);
    assertThat(directory.caaIdentities())
        .hasSizeLessThanOrEqualTo(DirectoryMetadata.MAX_CAA_IDENTITIES)
        .allSatisfy(name -> TextForUsers.assertSound(name, DirectoryMetadata.MAX_NAME));
    assertThat(directory.profiles())
        .hasSizeLessThanOrEqualTo(DirectoryMetadata.MAX_PROFILES)
        .allSatisfy(DirectoryFuzz::assertSoundProfile);
  }

  private static void assertSoundUrl(String url) {
    TextForUsers.assertSound(url, DirectoryMetadata.MAX_URL);
  }

  private static void assertSoundProfile(String name, String description) {
    TextForUsers.assertSound(name, DirectoryMetadata.MAX_NAME);
    TextForUsers.assertSound(description, DirectoryMetadata.MAX_DESCRIPTION);
  }
}
