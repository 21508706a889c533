package dev.nodecert.bench.lab;

import dev.nodecert.testenv.Pebble;
import java.util.List;

/** How the control of a site's domains is proven to its CA. */
interface Proving extends AutoCloseable {

  /** Of the account and of whatever else is cluster-wide. */
  String name();

  /** The CA that asks for it. */
  Pebble ca();

  /** What a user applies once, before any certificate; empty where that is nothing. */
  String manifests();

  /** Lets the CA find what it will ask for of a node. */
  void serve(String node);

  /** The domains of a node's certificate, each as a NodeCertificate lists it. */
  List<String> domains(String node);

  @Override
  void close();
}
