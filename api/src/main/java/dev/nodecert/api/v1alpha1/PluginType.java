package dev.nodecert.api.v1alpha1;

/** How a plugin proves the control of a domain. */
public enum PluginType {
  /** By http-01 (RFC 8555 section 8.3) through the node's proxy. */
  Standalone,
  /** By dns-01 (RFC 8555 section 8.4), with one of acme.sh's dnsapi scripts. */
  AcmeSh,
  /** By dns-01, with dynamic updates (RFC 2136). */
  RFC2136
}
