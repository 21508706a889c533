package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.TxtRecord;

/** Who sets and removes TXT records in a zone. Both may take minutes; both may be done twice. */
public interface DnsProvider {

  /** How a provider treats the values of one name. */
  enum Values {
    /** Each is set and removed by itself. */
    INDEPENDENT,
    /** To set or remove one may take the others away. */
    TOGETHER
  }

  /** How it treats the values of one name. */
  Values values();

  /**
   * Sets a value, beside the others of its name.
   *
   * @throws dev.nodecert.operator.dns.DnsFailure when the provider says no or cannot be reached
   * @throws ProviderUnavailableException when the provider cannot be asked just now
   */
  void add(TxtRecord record) throws InterruptedException, ProviderUnavailableException;

  /**
   * Removes a value; one that is not there is no failure.
   *
   * @throws dev.nodecert.operator.dns.DnsFailure when the provider says no or cannot be reached
   * @throws ProviderUnavailableException when the provider cannot be asked just now
   */
  void remove(TxtRecord record) throws InterruptedException, ProviderUnavailableException;
}
