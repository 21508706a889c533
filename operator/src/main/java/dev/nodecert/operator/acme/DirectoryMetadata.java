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

  public DirectoryMetadata {
    caaIdentities = List.copyOf(caaIdentities);
    profiles = Map.copyOf(profiles);
  }
}
