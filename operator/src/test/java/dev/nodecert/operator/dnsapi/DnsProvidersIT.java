package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/dns-providers.md} to the catalogue; with {@code -Ddns-providers.update=true} it
 * writes it.
 */
class DnsProvidersIT {

  @Test
  void theDocumentIsThatOfTheCatalogue() throws IOException {
    var document = Project.find().root().resolve("docs/dns-providers.md");
    var text = new DnsProvidersDocument(new DnsApis(AcmeSh.provide().home()).all()).text();

    if (Boolean.getBoolean("dns-providers.update")) {
      Files.writeString(document, text);
    }

    assertThat(document)
        .as("differs from acme.sh's scripts and overlay.yaml. To generate it: make dns-providers")
        .hasContent(text);
  }
}
