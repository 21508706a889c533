package dev.nodecert.operator.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nodecert.operator.refresh.RefreshOutcome.Failed;
import dev.nodecert.operator.refresh.RefreshOutcome.Forbidden;
import dev.nodecert.operator.refresh.RefreshOutcome.Refreshed;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server answers only rarely. */
class PodRefreshTest {

  private static final String PODS = "/api/v1/namespaces/proxy/pods";
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<String> patches = new CopyOnWriteArrayList<>();
  private final List<String> lists = new CopyOnWriteArrayList<>();
  private volatile int pages = 1;
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  private static String status(int code) {
    return """
    {"apiVersion": "v1", "kind": "Status", "status": "Failure", "message": "no", "code": %d}
    """
        .formatted(code);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var name = exchange.getRequestURI().getPath().replace(PODS, "").replace("/", "");
    var code = answers.getOrDefault(name, 200);
    var request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (exchange.getRequestMethod().equals("PATCH")) {
      patches.add(name + " " + request);
    } else {
      lists.add(exchange.getRequestURI().getQuery());
    }
    var body = (code != 200 ? status(code) : name.isEmpty() ? page() : pod(name)).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String page() {
    var page = lists.size();
    return """
    {"apiVersion": "v1", "kind": "PodList", "metadata": {"continue": "%s"}, "items": [%s]}
    """
        .formatted(
            page < pages ? "page-" + page : "",
            List.of("a", "b", "c").stream()
                .map(name -> pod(name + page))
                .collect(Collectors.joining(",")));
  }

  private static String pod(String name) {
    return """
    {"apiVersion": "v1", "kind": "Pod",
     "metadata": {"namespace": "proxy", "name": "%1$s", "uid": "uid-%1$s"},
     "spec": {"nodeName": "node-1",
              "containers": [{"name": "nginx", "volumeMounts": [{"name": "tls"}]}],
              "volumes": [{"name": "tls", "secret": {"secretName": "pve1-tls"}}]},
     "status": {"phase": "Running"}}
    """
        .formatted(name);
  }

  private RefreshOutcome refresh() {
    return new PodRefresh(client, "nodecert").refresh("proxy", "pve1-tls", "E4:FA");
  }

  @Test
  void aPatchIsOfTheOneAnnotationAndOfNoOtherPodOfThatName() {
    refresh();

    assertThat(patches)
        .first()
        .isEqualTo(
            "a1 {\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"annotations\":"
                + "{\"nodecert.dev/refreshed\":\"e4fa\"},\"name\":\"a1\","
                + "\"namespace\":\"proxy\",\"uid\":\"uid-a1\"}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 422})
  void aPodThatIsGoneOrCannotBeChangedIsSkipped(int code) {
    answers.put("a1", code);

    assertThat(refresh()).isEqualTo(new Refreshed(2));
    assertThat(patches).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b1"})
  void whereTheRightIsMissingItSaysWhichRoleAndTriesNoOtherPod(String where) {
    answers.put(where, 403);

    assertThat(refresh())
        .isInstanceOfSatisfying(
            Forbidden.class,
            it ->
                assertThat(it.message())
                    .contains("list and patch pods in namespace proxy", "node-proxy chart"));
    assertThat(patches).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b1"})
  void anApiServerThatFailsIsToldAndNotThrown(String where) {
    answers.put(where, 500);

    assertThat(refresh()).isInstanceOf(Failed.class);
  }

  @Test
  void podsAreReadPageByPage() {
    pages = 3;

    assertThat(refresh()).isEqualTo(new Refreshed(9));
    assertThat(lists)
        .hasSize(3)
        .allMatch(it -> it.contains("limit=100") && it.contains("status.phase!=Failed"))
        .last()
        .asString()
        .contains("continue=page-2");
  }

  @Test
  void andNotForEver() {
    pages = Integer.MAX_VALUE;

    refresh();

    assertThat(lists).hasSize(20);
  }
}
