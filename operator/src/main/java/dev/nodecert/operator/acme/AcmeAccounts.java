package dev.nodecert.operator.acme;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** Accounts at a CA (RFC 8555 section 7.3). Every method throws {@link AcmeFailure}. */
public final class AcmeAccounts {

  private static final String ACCOUNT_DOES_NOT_EXIST = "accountDoesNotExist";
  private static final String UNAUTHORIZED = "unauthorized";

  /** RFC 8555 section 7.1.6: an account never leaves these. */
  private static final Set<Status> ENDED = Set.of(Status.DEACTIVATED, Status.REVOKED);

  private final AcmeSessions sessions;

  AcmeAccounts(AcmeSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Finds the account of a key (RFC 8555 section 7.3.1). One that the CA has, and does not let
   * speak any more, is an {@code accountDeactivated}.
   */
  public Optional<RegisteredAccount> find(CADirectory directory, AccountKey key) {
    try {
      return Optional.of(create(directory, builder(key).onlyExisting()));
    } catch (AcmeFailure failure) {
      if (failure.is(ACCOUNT_DOES_NOT_EXIST)) {
        return Optional.empty();
      }
      throw failure.is(UNAUTHORIZED) ? deactivated(failure.message()) : failure;
    }
  }

  /**
   * Makes an account, or finds the one that the key already has (RFC 8555 section 7.3). The caller
   * has made sure of the consent to the CA's terms.
   */
  public RegisteredAccount register(
      CADirectory directory,
      AccountKey key,
      List<String> contacts,
      Optional<ExternalAccount> externalAccount) {
    var builder = builder(key).agreeToTermsOfService();
    contacts.forEach(builder::addEmail);
    externalAccount.ifPresent(e -> builder.withKeyIdentifier(e.keyId(), e.hmacKey()));
    return create(directory, builder);
  }

  private static AccountBuilder builder(AccountKey key) {
    return new AccountBuilder().useKeyPair(key.keyPair().keyPair());
  }

  private RegisteredAccount create(CADirectory directory, AccountBuilder builder) {
    return sessions.withNew(
        directory,
        session -> Endpoint.call("newAccount", () -> registered(builder.createLogin(session))));
  }

  private static RegisteredAccount registered(Login login) throws Exception {
    var account = login.getAccount();
    requireAlive(account);
    var contacts =
        account.getContacts().stream()
            .filter(contact -> "mailto".equals(contact.getScheme()))
            .map(URI::getSchemeSpecificPart)
            .toList();
    return new RegisteredAccount(login.getAccountLocation().toURI(), contacts);
  }

  private static void requireAlive(Account account) {
    var status = account.getJSON().get("status").map(JSON.Value::asStatus);
    if (status.filter(ENDED::contains).isPresent()) {
      throw deactivated("its status is " + status.get());
    }
  }

  private static AcmeFailure deactivated(String why) {
    return new AcmeFailure(AcmeFailure.ACCOUNT_DEACTIVATED, why, Optional.empty());
  }

  /** Tells the CA the account's contacts; none clears them, which acme4j itself never asks for. */
  public void updateContacts(AcmeAccountLogin login, List<String> contacts) {
    var change = new JSONBuilder();
    change.array("contact", contacts.stream().map(email -> "mailto:" + email).toList());
    Endpoint.call(
        "account",
        () -> {
          var speaker = sessions.login(login);
          try (var connection = speaker.getSession().connect()) {
            connection.sendSignedRequest(login.accountUrl().toURL(), change, speaker);
            return connection.readJsonResponse();
          }
        });
  }

  /**
   * Gives the account another key (RFC 8555 section 7.3.5). An answer that is lost, or not the CA's
   * own, leaves open which of the two it has: {@link #find} tells.
   */
  public void changeKey(AcmeAccountLogin login, AccountKey successor) {
    Endpoint.run(
        "keyChange",
        () -> sessions.login(login).getAccount().changeKey(successor.keyPair().keyPair()));
  }

  /** Ends the account for ever (RFC 8555 section 7.3.6). */
  public void deactivate(AcmeAccountLogin login) {
    Endpoint.run("account", () -> sessions.login(login).getAccount().deactivate());
  }
}
