package dev.nodecert.operator.dns;

public final class DnsFailure extends RuntimeException {
  private final String type;

  public DnsFailure(String type, String message) {
    super(message);
    this.type = type;
  }

  public String type() {
    return type;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
