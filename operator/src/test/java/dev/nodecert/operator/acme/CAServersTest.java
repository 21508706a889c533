package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All hosts are addresses, so that no resolver has a say. */
class CAServersTest {

  private static final URI DIRECTORY = URI.create("https://192.0.2.1/directory");

  private final CAServers servers = new CAServers(DIRECTORY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://192.0.2.1/directory",
        "https://192.0.2.1:443/order/1",
        "HTTPS://192.0.2.1/order/1",
        "https://192.0.2.2/order/1",
        "https://192.0.2.3:8443/order/1",
      })
  void theServersOfTheDirectoryMayBeAsked(String url) {
    learn("https://192.0.2.2/new-order", "https://192.0.2.3:8443/revoke");

    assertThatCode(() -> servers.require(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://192.0.2.9/order/1",
        "https://192.0.2.1:8443/order/1",
        "https://192.0.2.3/order/1",
        "http://192.0.2.1/order/1",
        "https://192.0.2.1.example.com/order/1",
        "https://192.0.2.1@192.0.2.9/order/1",
        "file:///etc/passwd",
        "junk",
      })
  void noOthersMay(String url) {
    learn("https://192.0.2.2/new-order", "https://192.0.2.3:8443/revoke");

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> servers.require(URI.create(url)))
        .withMessageContaining("directory does not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
      })
  void aDirectoryLeadsToNoPlaceInsideTheMachineOrItsNetwork(String url) {
    learn(url);

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> servers.require(URI.create(url)))
        .withMessageContaining("inside this machine");
  }

  @Test
  void aDirectoryThatIsThereByConfigurationMayStayThere() {
    var local = new CAServers(URI.create("https://127.0.0.1:14000/dir"));
    local.learn(List.of(URI.create("https://127.0.0.2:14000/new-order")));

    assertThatCode(() -> local.require(URI.create("https://127.0.0.2:14000/new-order")))
        .doesNotThrowAnyException();
  }

  @Test
  void aDirectoryByHttpsLeadsToNoServerByHttp() {
    learn("http://192.0.2.2/new-order");

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> servers.require(URI.create("http://192.0.2.2/new-order")));
  }

  private void learn(String... urls) {
    servers.learn(Stream.of(urls).map(URI::create).toList());
  }
}
