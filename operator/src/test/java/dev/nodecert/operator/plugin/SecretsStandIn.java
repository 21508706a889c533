package dev.nodecert.operator.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** As much of an API server as plugins ask for Secrets, which is faster than a real one. */
final class SecretsStandIn implements AutoCloseable {

  private final ConcurrentMap<String, Secret> secrets = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final KubernetesClient client;

  private SecretsStandIn(HttpServer server) {
    this.server = server;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  static SecretsStandIn start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var standIn = new SecretsStandIn(server);
    server.createContext("/", standIn::answer);
    server.start();
    return standIn;
  }

  SecretStore store() {
    return new SecretStore(client, "test");
  }

  /** From now on there is such a Secret, which may be read. */
  void put(String name, Map<String, String> entries) {
    var encoded = new HashMap<String, String>();
    entries.forEach((key, value) -> encoded.put(key, encode(value.getBytes(UTF_8))));
    put(
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(SecretMetadata.ALLOW_READ, "true")
            .endMetadata()
            .withData(encoded)
            .build());
  }

  static String encode(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }

  /** From now on there is this Secret. */
  void put(Secret secret) {
    secrets.put(secret.getMetadata().getName(), secret);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
      var secret = act(exchange, name);
      if (secret == null) {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
        return;
      }
      var body = Serialization.asJson(secret).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private @Nullable Secret act(HttpExchange exchange, String name) throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "PATCH" -> {
        var text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var applied = Serialization.unmarshal(text, Secret.class);
        applied.getMetadata().setResourceVersion("1");
        secrets.put(name, applied);
        yield applied;
      }
      case "DELETE" -> secrets.remove(name);
      default -> secrets.get(name);
    };
  }

  /** The names of all Secrets. */
  Set<String> names() {
    return Set.copyOf(secrets.keySet());
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
