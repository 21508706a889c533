package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/** The text of a dnsapi script. */
final class DnsApiReaderFuzz {

  private static final DnsApiReader READER = new DnsApiReader(Overlay.ofResource());
  private static final String VARIABLE = "[A-Za-z][A-Za-z0-9_]*";

  private DnsApiReaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var script = new String(input, UTF_8);

    var api = READER.read("example", script);

    assertThat(api.title()).doesNotContain("\n");
    assertThat(api.words()).allSatisfy(word -> assertThat(script).contains(word));
    assertThat(api.options())
        .extracting(DnsApiOption::name)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches(VARIABLE))
        .allSatisfy(name -> assertThat(script).contains(name));
    assertThat(api.alternatives()).allSatisfy(it -> assertThat(it).isNotEmpty());
    api.alternatives().forEach(it -> assertThat(api.missing(Set.copyOf(it))).isEmpty());
  }
}
