package dev.nodecert.operator.dns;

public final class DnsUpdates {
  public void add(UpdateServer s, TxtRecord r) {}

  public void remove(UpdateServer s, TxtRecord r) {}
}
