package dev.nodecert.operator;

import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.OperatorConfiguration.Role;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import dev.nodecert.operator.plugin.Scripts.Unsafe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how acme.sh's scripts run. */
final class DnsApiOptions {

  private static final Path USUAL_ACME_SH_HOME = Path.of("/usr/share/acme.sh");

  /** Set in every container that Kubernetes starts. */
  private static final String IN_POD = "KUBERNETES_SERVICE_HOST";

  @Option(
      names = "--acme-sh-home",
      paramLabel = "FOLDER",
      description =
          "Where acme.sh is installed, whose dnsapi scripts plugins of type AcmeSh use; empty for no"
              + " such plugins. Default: /usr/share/acme.sh, if it is there.")
  private Optional<Path> acmeShHome = Optional.empty();

  @Option(
      names = "--dnsapi-socket",
      paramLabel = "FILE",
      description =
          "The Unix socket at which --role=dnsapi runs dnsapi scripts for an operator, which is given"
              + " the same. Without, the operator runs them itself, which it refuses in a pod.")
  private Optional<Path> socket = Optional.empty();

  @Option(
      names = "--max-dnsapi-scripts",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "How many dnsapi scripts run at once, where they run. Default: ${DEFAULT-VALUE}.")
  private int maxScripts;

  @Option(
      names = "--allow-unsafe-dnsapi",
      description =
          "Whether dnsapi scripts may be used that run what their settings say, or write files:"
              + " whoever may write an AcmePlugin can then run programs where the scripts run, and"
              + " read the credentials of all plugins. For the operator.")
  private boolean allowUnsafe;

  @Option(
      names = "--dnsapi-path",
      paramLabel = "FOLDER:FOLDER…",
      description =
          "Where dnsapi scripts look for programs, for one that the system's folders do not have."
              + " Default: the system's folders.")
  private Optional<String> path = Optional.empty();

  @Option(
      names = "--dnsapi-curl-config",
      paramLabel = "LINE",
      description =
          "A line for the curl configuration of dnsapi scripts, as in ~/.curlrc, for a proxy or the CA"
              + " of a private provider, for example: cacert = /etc/ssl/provider.pem. May be given"
              + " several times.")
  private List<String> curlConfiguration = List.of();

  /**
   * How scripts run; nothing where there are none, or the role has no use for them.
   *
   * @param environment of this process
   * @throws IllegalArgumentException when they must not run like this; the message says what to do
   */
  Optional<DnsApiScripts> scripts(Role role, Map<String, String> environment) {
    return switch (role) {
      case solver -> Optional.empty();
      case dnsapi -> Optional.of(scripts(requiredHome()));
      case all, operator -> home().map(home -> ofOperator(home, environment));
    };
  }

  private Optional<Path> home() {
    return acmeShHome
        .or(() -> Optional.of(USUAL_ACME_SH_HOME).filter(Files::isDirectory))
        .filter(home -> !home.toString().isEmpty());
  }

  private Path requiredHome() {
    return home()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--role=dnsapi runs acme.sh's scripts, which are not there: install acme.sh, and tell where by --acme-sh-home."));
  }

  /** The socket of a process that does nothing but run scripts. */
  Path requiredSocket() {
    return socket.orElseThrow(() ->
        new IllegalArgumentException(
            "--role=dnsapi runs scripts for an operator: tell both where to meet, by --dnsapi-socket."));
  }

  private DnsApiScripts ofOperator(Path home, Map<String, String> environment) {
    if (socket.isEmpty() && environment.containsKey(IN_POD)) {
      throw new IllegalArgumentException(
          """
          acme.sh is in %s, and in a pod its scripts do not run beside the account keys: they are other people's code.
          Run them in a container of their own with --role=dnsapi --dnsapi-socket=/run/nodecert/dnsapi.sock, and give this \
          one the same --dnsapi-socket; or, where no AcmePlugin needs them, an empty --acme-sh-home=.\
          """
              .formatted(home));
    }
    return scripts(home);
  }

  private DnsApiScripts scripts(Path home) {
    return new DnsApiScripts(
        home,
        maxScripts,
        allowUnsafe ? Unsafe.ALLOWED : Unsafe.REFUSED,
        path.orElseGet(() -> ScriptEnvironment.ofSystem().path()),
        curlConfiguration,
        socket);
  }
}
