package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Pebble;
import java.net.InetAddress;
import java.util.List;

/** How the CA validates the domains of the cells. */
sealed interface Validation {

  /** The CA. */
  Pebble ca();

  /** Of the NodeCertificate of a cell. */
  String fixture();

  /** Lets the CA find what it asks for. */
  void serve(String domain, InetAddress node);

  /** The records that should not be there any more. */
  List<String> recordsLeft(String domain);

  /** By http-01, at the node's proxy. */
  record Http01(Pebble ca) implements Validation {
    @Override
    public String fixture() {
      return "certificate-of-a-cell.yaml";
    }

    @Override
    public void serve(String domain, InetAddress node) {
      ca.dns().addAddress(domain, node);
    }

    @Override
    public List<String> recordsLeft(String domain) {
      return List.of();
    }
  }

  /** By dns-01, in a zone that the plugin of all cells writes. */
  record Dns01(Pebble ca, Bind bind) implements Validation {
    @Override
    public String fixture() {
      return "dns/certificate-of-a-cell.yaml";
    }

    @Override
    public void serve(String domain, InetAddress node) {
      // The plugin's record is all that the CA asks for.
    }

    @Override
    public List<String> recordsLeft(String domain) {
      return bind.texts("_acme-challenge." + domain);
    }
  }
}
