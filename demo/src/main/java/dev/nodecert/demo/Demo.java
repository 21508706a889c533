package dev.nodecert.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;

/** The story that the demo tells: from nothing to nginx with a certificate, and back to nothing. */
final class Demo {

  private static final String SECRET = "pve1-tls";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final Terminal terminal;
  private final Path root;
  private final boolean keep;

  /**
   * A demo that has not begun.
   *
   * @param root of the project
   * @param keep whether all stays up at the end
   */
  Demo(Terminal terminal, Path root, boolean keep) {
    this.terminal = terminal;
    this.root = root;
    this.keep = keep;
  }

  /**
   * Tells it.
   *
   * @param stage is closed at the end
   * @throws InterruptedException when somebody ends it early
   */
  void play(Stage stage) throws Exception {
    var stopwatch = Stopwatch.start();
    terminal.heading("NodeCert: a certificate for the node pve1, from an ACME CA, by http-01");
    terminal.text(
        """
        Everything runs on this machine, on loopback addresses, and ends with the demo.
        The first run builds the servers, which takes about ten minutes; later runs take seconds.
        """);
    try (stage) {
      terminal.heading("1. What a cluster has");
      var scenery = new Stagehand(stage, terminal, root).setUp();
      tell(stage, scenery, stopwatch);
    }
  }

  private void tell(Stage stage, Scenery scenery, Stopwatch total) throws Exception {
    try {
      var check = certify(stage, scenery);
      terminal.success(
          "From nothing to a served certificate in %.1f s."
              .formatted(total.elapsed().toMillis() / 1e3));
      if (keep) {
        stay(new Invitation(scenery, check));
      }
    } catch (RuntimeException e) {
      throw new DemoFailure(
          "%s%n%nThe operator's log ends with:%n%n%s"
              .formatted(e.getMessage(), scenery.operator().tail()),
          e);
    }
  }

  /** Returns what the certificate was checked by. */
  private TlsCheck certify(Stage stage, Scenery scenery) throws Exception {
    var lookout = stage.add(new Lookout(scenery.cluster().client()));
    var mount = stage.add(mount(scenery));
    var stopwatch = apply(scenery);
    watch(stopwatch, scenery.operator(), lookout, mount);
    show(scenery);
    var check = check(scenery);
    verify(check);
    return check;
  }

  private static SecretMount mount(Scenery scenery) {
    var secrets = scenery.cluster().client().secrets();
    return new SecretMount(
        secrets.inNamespace(Scenery.NAMESPACE).withName(SECRET), scenery.nginx());
  }

  /** Returns the time that has run since. */
  private Stopwatch apply(Scenery scenery) {
    terminal.heading("2. What a user applies: examples/quickstart/, with the account at this CA");
    var overlay =
        new Overlay(
                root.resolve("examples/quickstart"),
                scenery.pebble().directory(),
                scenery.pebble().httpsCaPem())
            .write(scenery.folder());
    terminal.text(Overlay.abridged(scenery.cluster().kubectl("kustomize", overlay.toString())));
    terminal.command("kubectl apply -k " + root.relativize(overlay));
    var stopwatch = Stopwatch.start();
    terminal.text(scenery.cluster().kubectl("apply", "-k", overlay.toString()));
    return stopwatch;
  }

  private void watch(
      Stopwatch stopwatch, OperatorProcess operator, Lookout lookout, SecretMount mount)
      throws InterruptedException {
    terminal.heading("3. What happens, by seconds from kubectl's start");
    awaitCertificate(stopwatch, operator, lookout);
    mount.awaitServed(PATIENCE);
    terminal.event(stopwatch.elapsed(), "nginx pve1: Serving");
    terminal.note("It has the certificate of Secret %s.".formatted(SECRET));
  }

  private void awaitCertificate(Stopwatch stopwatch, OperatorProcess operator, Lookout lookout)
      throws InterruptedException {
    var told = new HashSet<String>();
    while (stopwatch.elapsed().compareTo(PATIENCE) < 0) {
      operator.requireAlive();
      var sighting = lookout.next(BREATH);
      sighting.filter(it -> told.add(it.news())).ifPresent(it -> tell(stopwatch, it));
      if (sighting.filter(Demo::isTheEnd).isPresent()) {
        return;
      }
    }
    throw new DemoFailure("There is no certificate after %d s.".formatted(PATIENCE.toSeconds()));
  }

  private void tell(Stopwatch stopwatch, Sighting sighting) {
    terminal.event(stopwatch.until(sighting.nanos()), sighting.object() + ": " + sighting.reason());
    terminal.note(sighting.message());
  }

  private static boolean isTheEnd(Sighting sighting) {
    if (sighting.stalled()) {
      throw new DemoFailure(
          "%s waits for a person (%s).".formatted(sighting.object(), sighting.reason()));
    }
    return sighting.ready() && sighting.object().startsWith("NodeCertificate");
  }

  private void show(Scenery scenery) {
    terminal.heading("4. What a user sees");
    var kinds = "acmeaccounts,nodecertificates";
    terminal.command("kubectl get %s -A".formatted(kinds));
    terminal.text(scenery.cluster().kubectl("get", kinds, "-A"));
    terminal.command("kubectl describe -n proxy nodecertificate pve1     (shortened)");
    terminal.text(
        new Description(
                scenery.cluster().kubectl("describe", "-n", "proxy", "nodecertificate", "pve1"))
            .essence());
  }

  private void verify(TlsCheck check) throws Exception {
    terminal.heading("5. What it is for: HTTPS at the node, by a client that trusts the CA's root");
    var result = check.run();
    terminal.command(result.command());
    terminal.text(result.output());
  }

  private static TlsCheck check(Scenery scenery) throws CertificateEncodingException {
    var root = scenery.folder().write("root.pem", pem(scenery.pebble().roots().getFirst()));
    var here = Path.of("").toAbsolutePath();
    return new TlsCheck(
        here.relativize(root),
        Scenery.DOMAIN,
        new InetSocketAddress(scenery.nginx().address(), scenery.nginx().httpsPort()));
  }

  private static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
  }

  /** Until the process is told to end, which is a good end here. */
  private void stay(Invitation invitation) {
    terminal.heading("KEEP=1: everything stays up until Ctrl-C. In another shell, in this folder:");
    terminal.text(invitation.text());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
