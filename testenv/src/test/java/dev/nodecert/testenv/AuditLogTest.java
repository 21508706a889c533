package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  private static final String PATCH_OF_STATUS =
      """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"5f3c",\
      "stage":"ResponseComplete",\
      "requestURI":"/apis/nodecert.dev/v1alpha1/namespaces/proxy/nodecertificates/pve1/status",\
      "verb":"patch","user":{"username":"admin","groups":["system:masters"]},\
      "sourceIPs":["127.0.0.1"],"userAgent":"nodecert/0.1",\
      "objectRef":{"resource":"nodecertificates","namespace":"proxy","name":"pve1",\
      "apiGroup":"nodecert.dev","apiVersion":"v1alpha1","subresource":"status"},\
      "responseStatus":{"metadata":{},"code":200},\
      "annotations":{"authorization.k8s.io/decision":"allow"},\
      "requestReceivedTimestamp":"2026-11-23T09:56:58.591552Z",\
      "stageTimestamp":"2026-11-23T09:56:58.596000Z"}
      """;
  private static final String READY = request("get", "/readyz", "{}", 200);
  private static final String WATCH = namespaced("watch", "secrets", 200);
  private static final String EVENT = namespaced("create", "events", 201);
  private static final String LEASE = namespaced("update", "leases", 200);
  private static final String CONFLICT = namespaced("update", "secrets", 409);

  private final AuditLog log;

  AuditLogTest(@TempDir Path folder) {
    this.log = new AuditLog(folder.resolve("audit.log"));
  }

  private static String namespaced(String verb, String resource, int code) {
    var object = "{\"resource\":\"%s\",\"namespace\":\"proxy\"}".formatted(resource);
    return request(verb, "/api/v1/namespaces/proxy/" + resource, object, code);
  }

  private static String request(String verb, String uri, String object, int code) {
    return """
    {"verb":"%s","requestURI":"%s","objectRef":%s,"responseStatus":{"code":%d},\
    "requestReceivedTimestamp":"2026-11-23T09:56:58Z","stageTimestamp":"2026-11-23T09:56:59Z"}
    """
        .formatted(verb, uri, object, code);
  }

  private void write(String... lines) throws IOException {
    Files.writeString(
        log.file(), String.join("", lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void aRecordSaysWhoDidWhatToWhichObject() throws IOException {
    write(PATCH_OF_STATUS);

    assertThat(log.all().list())
        .containsExactly(
            new AuditRecord(
                "patch",
                "/apis/nodecert.dev/v1alpha1/namespaces/proxy/nodecertificates/pve1/status",
                "admin",
                "nodecert/0.1",
                "nodecert.dev",
                "nodecertificates",
                "status",
                "proxy",
                "pve1",
                200,
                "allow",
                Instant.parse("2026-11-23T09:56:58.591552Z"),
                Instant.parse("2026-11-23T09:56:58.596Z")));
  }

  @Test
  void writesAreCountedWithoutLeasesAndApartFromEvents() throws IOException {
    write(READY, WATCH, PATCH_OF_STATUS, EVENT, LEASE, CONFLICT);

    var writes = log.all().inNamespace("proxy").writes();

    assertThat(writes.without("leases", "events").list())
        .extracting(AuditRecord::verb, AuditRecord::code)
        .containsExactly(tuple("patch", 200), tuple("update", 409));
    assertThat(writes.of("events").size()).isEqualTo(1);
    assertThat(log.all().byUserAgent("nodecert/").size()).isEqualTo(1);
  }

  @Test
  void aMarkSeparatesWhatWasFromWhatFollows() throws IOException {
    assertThat(log.mark()).isZero();
    write(WATCH);
    var mark = log.mark();
    write(EVENT, LEASE);

    assertThat(log.since(mark).list())
        .extracting(AuditRecord::resource)
        .containsExactly("events", "leases");
  }

  @Test
  void aHalfWrittenLineIsLeftForLater() throws IOException {
    write(WATCH, EVENT.substring(0, 30));
    assertThat(log.all().size()).isEqualTo(1);

    write(EVENT.substring(30));
    assertThat(log.all().size()).isEqualTo(2);
  }

  @Test
  void recordsPrintAsALineEach() throws IOException {
    write(EVENT, CONFLICT);

    assertThat(log.all())
        .hasToString(
            """
            2026-11-23T09:56:58Z create /api/v1/namespaces/proxy/events 201
            2026-11-23T09:56:58Z update /api/v1/namespaces/proxy/secrets 409\
            """);
  }

  @Test
  void whatIsNoAuditEventIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditRecord.parse("{"))
        .withMessage("Not an audit event: {");
  }
}
