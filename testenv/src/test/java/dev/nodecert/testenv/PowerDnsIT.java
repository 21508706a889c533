package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@TestEnvironment
class PowerDnsIT {

  private static int change(PowerDns server, String apiKey, String zone)
      throws IOException, InterruptedException {
    var change =
        """
        {"rrsets": [{"name": "_acme-challenge.%1$s.", "type": "TXT", "ttl": 60,
          "changetype": "REPLACE", "records": [{"content": "\\"value\\"", "disabled": false}]}]}
        """
            .formatted(zone);
    var request =
        HttpRequest.newBuilder(
                server.api().resolve("/api/v1/servers/localhost/zones/%s.".formatted(zone)))
            .header("X-API-Key", apiKey)
            .method("PATCH", BodyPublishers.ofString(change))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void itsZonesAreChangedByItsApiAndFoundFromTheRoot(Bind root, PowerDns server) throws Exception {
    var zone = server.newZone("example.com");
    var name = "_acme-challenge." + zone;

    assertThat(change(server, "wrong", zone)).isEqualTo(401);
    assertThat(server.texts(name)).isEmpty();

    assertThat(change(server, server.apiKey(), zone)).isEqualTo(204);
    assertThat(server.texts(name)).containsExactly("value");
    assertThat(root.texts(name)).containsExactly("value");
  }
}
