package dev.nodecert.bench.lab;

import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleConfig;
import java.util.List;
import java.util.Locale;

/** By dns-01, in a BIND that the CA asks too; that a record stands is proven there first. */
public final class DnsProving implements Proving {

  private final Bind bind;
  private final String zone;
  private final Pebble ca;
  private final Provider provider;
  private final Names names;

  private DnsProving(Bind bind, Provider provider, Names names) {
    this.bind = bind;
    this.zone = bind.newZone("example.com");
    this.ca = Pebble.start(askingOnly(bind));
    this.provider = provider;
    this.names = names;
  }

  private static PebbleConfig askingOnly(Bind bind) {
    return PebbleConfig.builder()
        .nonceRejectPercent(0)
        .authorizationReusePercent(0)
        .nameServer(bind.nameServer())
        .build();
  }

  /** Who sets the records. */
  public enum Provider {
    /** The operator itself, by dynamic updates. */
    RFC2136,
    /** acme.sh's script that calls nsupdate. */
    NSUPDATE
  }

  /** What a node's certificate is for. */
  public enum Names {
    ONE,
    APEX_AND_WILDCARD
  }

  /** Makes a zone and starts a CA that asks BIND for it. */
  public static DnsProving start(Bind bind, Provider provider, Names names) {
    return new DnsProving(bind, provider, names);
  }

  @Override
  public String name() {
    return "%s-%s".formatted(provider, names).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Pebble ca() {
    return ca;
  }

  @Override
  public String manifests() {
    return secret() + plugin();
  }

  private String secret() {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      namespace: %s
      name: %s
      labels: {nodecert.dev/allow-read: "true"}
    stringData:
    %s
    ---
    """
        .formatted(Lab.OPERATOR_NAMESPACE, name(), entry().indent(2).stripTrailing());
  }

  private String entry() {
    var key = bind.tsigKey();
    return switch (provider) {
      case RFC2136 -> "tsig: " + key.secret();
      case NSUPDATE -> "key-file: |\n" + key.statement().indent(2);
    };
  }

  private String plugin() {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: AcmePlugin
    metadata:
      name: %s
    spec:
    %s
      propagation: {nameServers: ["%s"]}
      allow:
      - namespaces: [%s]
    """
        .formatted(name(), member().indent(2).stripTrailing(), bind.nameServer(), Site.NAMESPACE);
  }

  private String member() {
    var address = bind.address().getHostAddress();
    return switch (provider) {
      case RFC2136 ->
          """
          type: RFC2136
          rfc2136:
            server: %s
            port: %d
            tsig: {name: %s, secretRef: {name: %s, key: tsig}}
          """
              .formatted(address, bind.port(), bind.tsigKey().name(), name());
      case NSUPDATE ->
          """
          type: AcmeSh
          acmeSh:
            api: nsupdate
            credentialsSecretRef: {name: %s}
            settings: {NSUPDATE_SERVER: %s, NSUPDATE_SERVER_PORT: "%d"}
            files: {NSUPDATE_KEY: key-file}
          """
              .formatted(name(), address, bind.port());
    };
  }

  @Override
  public void serve(String node) {
    // The plugin's record is all that the CA asks for.
  }

  @Override
  public List<String> domains(String node) {
    var domain = "%s.%s".formatted(node, zone);
    return switch (names) {
      case ONE -> List.of(listed(domain));
      case APEX_AND_WILDCARD -> List.of(listed(domain), listed("*." + domain));
    };
  }

  private String listed(String domain) {
    return "{domain: \"%s\", pluginRef: {name: %s}}".formatted(domain, name());
  }

  @Override
  public void close() {
    ca.close();
  }
}
