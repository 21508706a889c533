package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.PluginGrant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginGrantsTest {

  private static final List<PluginGrant> GRANTS =
      List.of(
          new PluginGrant(List.of("proxy"), List.of("example.com", "_acme.example.net")),
          new PluginGrant(List.of("lab"), List.of()),
          new PluginGrant(List.of("*"), List.of("shared.example.org")));

  @ParameterizedTest
  @CsvSource({
    "proxy, example.com,                      true",
    "proxy, _acme-challenge.pve1.example.com, true",
    "proxy, _acme-challenge.myexample.com,    false",
    "proxy, com,                              false",
    "proxy, x._acme.example.net,              true",
    "proxy, example.net,                      false",
    "proxy, a.shared.example.org,             true",
    "lab,   anything.example.de,              true",
    "other, example.com,                      false",
    "other, shared.example.org,               true",
    "other, example.org,                      false",
  })
  void aZoneIsASuffixAtALabelBorder(String namespace, String record, boolean allowed) {
    assertThat(PluginGrants.allowRecord(GRANTS, namespace, record)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"proxy, true", "other, false"})
  void aNamespaceIsNamedOrAllAre(String namespace, boolean allowed) {
    assertThat(PluginGrants.allowNamespace(GRANTS.subList(0, 2), namespace)).isEqualTo(allowed);
    assertThat(PluginGrants.allowNamespace(GRANTS, namespace)).isTrue();
  }
}
