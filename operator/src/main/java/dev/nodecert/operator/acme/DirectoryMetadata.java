package dev.nodecert.operator.acme;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a directory says of itself (RFC 8555 section 9.7.6 and the profiles draft).
 *
 * @param profiles name to description, empty where the CA offers none
 */
public record DirectoryMetadata(
    Optional<String> termsOfService,
    Optional<String> website,
    List<String> caaIdentities,
    boolean externalAccountRequired,
    Map<String, String> profiles) {

  // What a directory says beyond these is left out: it goes into a status that has its limits.
  static final int MAX_URL = 2048;
  static final int MAX_NAME = 64;
  static final int MAX_DESCRIPTION = 1024;
  static final int MAX_PROFILES = 50;
  static final int MAX_CAA_IDENTITIES = 20;

  public DirectoryMetadata {
    caaIdentities = List.copyOf(caaIdentities);
    profiles = Map.copyOf(profiles);
  }
}
