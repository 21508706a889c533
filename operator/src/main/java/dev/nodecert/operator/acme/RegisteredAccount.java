package dev.nodecert.operator.acme;

import java.net.URI;
import java.util.List;

/**
 * An account as the CA has it.
 *
 * @param contacts e-mail addresses; some CAs do not tell them
 */
public record RegisteredAccount(URI url, List<String> contacts) {
  public RegisteredAccount {
    contacts = List.copyOf(contacts);
  }
}
