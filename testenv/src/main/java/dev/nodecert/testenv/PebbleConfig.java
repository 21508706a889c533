package dev.nodecert.testenv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a Pebble behaves: Pebble's own defaults, strict and without sleeps, where the builder is not
 * told otherwise. So it refuses good nonces and re-uses authorizations at random, which a client
 * must survive.
 *
 * @param nonceRejectPercent how many good nonces are refused; 5
 * @param authorizationReusePercent how many orders get a valid authorization that there is; 50
 * @param validationSleep the longest random sleep before a validation, in whole seconds; none
 * @param retryAfter what unfinished authorizations and orders ask for, in whole seconds; nothing
 * @param externalAccountKeys HMAC keys (base64url) by key id; where there are any, an account needs
 *     one
 * @param profiles validity periods by profile; {@code default} 90 days, {@code shortlived} 6 days
 * @param blockedDomains names that are refused
 * @param caaIdentities what the directory names; {@code pebble.letsencrypt.org}
 * @param alternateRoots how many chains there are beside the default one; 0
 * @param nameServer address and port of the DNS that it asks; a {@link TestDns} of its own
 */
public record PebbleConfig(
    int nonceRejectPercent,
    int authorizationReusePercent,
    Duration validationSleep,
    Duration retryAfter,
    Map<String, String> externalAccountKeys,
    Map<String, Duration> profiles,
    List<String> blockedDomains,
    List<String> caaIdentities,
    int alternateRoots,
    Optional<String> nameServer) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public PebbleConfig {
    externalAccountKeys = Map.copyOf(externalAccountKeys);
    profiles = Map.copyOf(profiles);
    blockedDomains = List.copyOf(blockedDomains);
    caaIdentities = List.copyOf(caaIdentities);
  }

  /** For functional tests. */
  public static PebbleConfig standard() {
    return builder().build();
  }

  /** Without anything random, for benchmarks. */
  public static PebbleConfig predictable() {
    return builder().nonceRejectPercent(0).authorizationReusePercent(0).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What Pebble reads from its environment. */
  Map<String, String> environment() {
    return Map.of(
        "PEBBLE_WFE_NONCEREJECT", Integer.toString(nonceRejectPercent),
        "PEBBLE_AUTHZREUSE", Integer.toString(authorizationReusePercent),
        "PEBBLE_VA_NOSLEEP", validationSleep.isZero() ? "1" : "0",
        "PEBBLE_VA_SLEEPTIME", Long.toString(validationSleep.toSeconds()),
        "PEBBLE_ALTERNATE_ROOTS", Integer.toString(alternateRoots));
  }

  /**
   * What Pebble reads from its configuration file.
   *
   * @param certificate file name of its HTTPS certificate
   * @param privateKey file name of the key for that
   * @param httpPort where it looks for http-01 answers
   */
  String json(
      String listen, String management, String certificate, String privateKey, int httpPort) {
    var pebble =
        Map.ofEntries(
            Map.entry("listenAddress", listen),
            Map.entry("managementListenAddress", management),
            Map.entry("certificate", certificate),
            Map.entry("privateKey", privateKey),
            Map.entry("httpPort", httpPort),
            Map.entry("keyAlgorithm", "ecdsa"),
            Map.entry("retryAfter", retryAfters()),
            Map.entry("externalAccountBindingRequired", !externalAccountKeys.isEmpty()),
            Map.entry("externalAccountMACKeys", externalAccountKeys),
            Map.entry("profiles", validityPeriods()),
            Map.entry("domainBlocklist", blockedDomains),
            Map.entry("caaIdentities", caaIdentities));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("pebble", pebble));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Long> retryAfters() {
    return Map.of("authz", retryAfter.toSeconds(), "order", retryAfter.toSeconds());
  }

  private Map<String, Map<String, Object>> validityPeriods() {
    return profiles.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it ->
                    Map.of(
                        "description", it.getKey(), "validityPeriod", it.getValue().toSeconds())));
  }

  /** Builds a {@link PebbleConfig}. */
  public static final class Builder {

    private int nonceRejectPercent = 5;
    private int authorizationReusePercent = 50;
    private Duration validationSleep = Duration.ZERO;
    private Duration retryAfter = Duration.ZERO;
    private Map<String, String> externalAccountKeys = Map.of();
    private Map<String, Duration> profiles =
        Map.of("default", Duration.ofDays(90), "shortlived", Duration.ofDays(6));
    private List<String> blockedDomains = List.of();
    private List<String> caaIdentities = List.of("pebble.letsencrypt.org");
    private int alternateRoots;
    private Optional<String> nameServer = Optional.empty();

    private Builder() {}

    public Builder nonceRejectPercent(int percent) {
      nonceRejectPercent = percent;
      return this;
    }

    public Builder authorizationReusePercent(int percent) {
      authorizationReusePercent = percent;
      return this;
    }

    public Builder validationSleep(Duration longest) {
      validationSleep = longest;
      return this;
    }

    public Builder retryAfter(Duration wait) {
      retryAfter = wait;
      return this;
    }

    public Builder externalAccountKeys(Map<String, String> keys) {
      externalAccountKeys = keys;
      return this;
    }

    public Builder profiles(Map<String, Duration> validityPeriods) {
      profiles = validityPeriods;
      return this;
    }

    public Builder blockedDomains(List<String> domains) {
      blockedDomains = domains;
      return this;
    }

    public Builder caaIdentities(List<String> identities) {
      caaIdentities = identities;
      return this;
    }

    public Builder alternateRoots(int roots) {
      alternateRoots = roots;
      return this;
    }

    public Builder nameServer(String addressAndPort) {
      nameServer = Optional.of(addressAndPort);
      return this;
    }

    public PebbleConfig build() {
      return new PebbleConfig(
          nonceRejectPercent,
          authorizationReusePercent,
          validationSleep,
          retryAfter,
          externalAccountKeys,
          profiles,
          blockedDomains,
          caaIdentities,
          alternateRoots,
          nameServer);
    }
  }
}
