package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsApisTest {

  @TempDir private Path home;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(home.resolve("dnsapi/dns_folder.sh"));
    Files.writeString(home.resolve("dnsapi/dns_two.sh"), "dns_two_info='Two\n'\n");
    Files.writeString(home.resolve("dnsapi/dns_one.sh"), "dns_one_info='One\n'\n");
    Files.writeString(home.resolve("dnsapi/README.md"), "");
    Files.writeString(home.resolve("outside.sh"), "");
  }

  @Test
  void aScriptIsFoundByItsName() {
    assertThat(new DnsApis(home).find("one")).get().extracting(DnsApi::title).isEqualTo("One");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "three",
        "folder",
        "ONE",
        "dns_one",
        "one.sh",
        "../../outside",
        "../dnsapi/dns_one",
        "x/../../outside",
        "one\0",
        "one\n",
        "öne",
        ".",
        "*",
      })
  void whatIsNoScriptIsNotFound(String name) {
    assertThat(new DnsApis(home).find(name)).isEmpty();
  }

  @Test
  void allAreThereByName() {
    assertThat(new DnsApis(home).all()).extracting(DnsApi::name).containsExactly("one", "two");
  }

  @Test
  void anInstallationThatIsNotThereIsToldAsSuch() {
    var apis = new DnsApis(home.resolve("nowhere"));

    assertThat(apis.find("one")).isEmpty();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(apis::all)
        .withMessageStartingWith("There is no acme.sh: " + home);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(apis::settingsPolicy)
        .withMessageEndingWith("acme.sh cannot be read");
  }
}
