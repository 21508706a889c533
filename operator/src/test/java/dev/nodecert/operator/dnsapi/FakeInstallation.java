package dev.nodecert.operator.dnsapi;

import dev.nodecert.testenv.AcmeSh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The real acme.sh with scripts of our own.
 *
 * @param home its folder
 */
public record FakeInstallation(Path home) {

  public static final String RECORD = "_acme-challenge.example.com";
  public static final String VALUE = "XKrxpRBosdIKFzxW_CT3KLZNf6q0HG9i01zxXp5CPBs";
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  public static FakeInstallation in(Path folder) throws IOException {
    var home = Files.createDirectory(folder.resolve("acme.sh-home"));
    Files.createSymbolicLink(home.resolve("acme.sh"), AcmeSh.provide().home().resolve("acme.sh"));
    Files.createDirectory(home.resolve("dnsapi"));
    return new FakeInstallation(home);
  }

  /** A call to add a record, of a script that does this. */
  public ScriptCall add(String name, String body) throws IOException {
    return add(name, body, "");
  }

  /** A call to add a record, of a script that does one thing to add and one to remove. */
  public ScriptCall add(String name, String addBody, String removeBody) throws IOException {
    return script(
        name,
        """
        dns_%1$s_info='Fake'
        dns_%1$s_add() {
        %2$s
        }
        dns_%1$s_rm() {
        %3$s
        }
        """
            .formatted(
                name, addBody.isEmpty() ? ":" : addBody, removeBody.isEmpty() ? ":" : removeBody));
  }

  public ScriptCall script(String name, String text) throws IOException {
    Files.writeString(home.resolve("dnsapi/dns_" + name + ".sh"), text);
    return new ScriptCall(
        new DnsApis(home).find(name).orElseThrow(),
        ScriptCall.Action.ADD,
        RECORD,
        VALUE,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        TIMEOUT);
  }
}
