package dev.nodecert.demo;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.NginxProxy;
import dev.nodecert.testenv.Pebble;

/** All that runs before there is any wish for a certificate. */
record Scenery(
    RunFolder folder,
    Executables executables,
    Cluster cluster,
    Pebble pebble,
    OperatorProcess operator,
    NginxProxy nginx) {

  /** The node's domain, as {@code examples/quickstart/} has it. */
  static final String DOMAIN = "pve1.example.com";

  /** The namespace of the node's proxy, as {@code examples/quickstart/} has it. */
  static final String NAMESPACE = "proxy";
}
