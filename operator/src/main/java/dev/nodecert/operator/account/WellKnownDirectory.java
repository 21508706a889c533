package dev.nodecert.operator.account;

import java.net.URI;

/** The directories that have a name of their own in {@code spec.directory}. */
public final class WellKnownDirectory {

  private WellKnownDirectory() {}

  /** The URL that a directory's name or URL in a spec stands for. */
  public static URI url(String directory) {
    return URI.create(
        switch (directory) {
          case "LetsEncrypt" -> "https://acme-v02.api.letsencrypt.org/directory";
          case "LetsEncryptStaging" -> "https://acme-staging-v02.api.letsencrypt.org/directory";
          default -> directory;
        });
  }
}
