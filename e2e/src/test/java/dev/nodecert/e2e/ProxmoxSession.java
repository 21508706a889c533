package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * Root's session at a Proxmox host, as its web front has it.
 *
 * @param base where the host is, as an HTTPS URI without a path
 * @param visitor who sends the ticket
 */
record ProxmoxSession(String base, Visitor visitor, String csrfToken) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BOUNDARY = "----e2e";
  private static final String HEAD =
      "\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"a.iso\"\r\n\r\n";

  /** Logs in. */
  static ProxmoxSession open(String base, Visitor visitor) {
    var answer =
        visitor.post(
            base + "/api2/extjs/access/ticket", FORM, "username=root%40pam&password=proxmox");
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      var data = JSON.readTree(answer.body()).get("data");
      return new ProxmoxSession(
          base,
          visitor.with("Cookie", "PVEAuthCookie=" + data.get("ticket").asText()),
          data.get("CSRFPreventionToken").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("This is no session: " + answer.body(), e);
    }
  }

  HttpResponse<String> get(String path) {
    return visitor.get(base + path);
  }

  /** Uploads so many zeros as a file. */
  HttpResponse<String> upload(int size) {
    var zeros = new byte[size];
    Arrays.fill(zeros, (byte) '0');
    var body =
        BodyPublishers.concat(
            BodyPublishers.ofString("--" + BOUNDARY + HEAD),
            BodyPublishers.ofByteArray(zeros),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    return visitor
        .with("CSRFPreventionToken", csrfToken)
        .post(
            base + "/api2/extjs/nodes/pve1/storage/local/upload",
            "multipart/form-data; boundary=" + BOUNDARY,
            BodyPublishers.fromPublisher(body, body.contentLength()));
  }

  /** Opens a console, which echoes. */
  Console console() {
    return Console.open(base, visitor);
  }
}
