package dev.nodecert.testenv.provider;

import java.util.List;
import java.util.Map;

/** What is particular to one provider. */
sealed interface ProviderApi permits CloudflareApi, GandiLiveDnsApi, OvhApi {

  /** How acme.sh calls it, without its {@code dns_}. */
  String name();

  /** Where the provider's own API is. */
  String host();

  /** What acme.sh wants to know for the account that is here. */
  Map<String, String> credentials();

  /** Refuses who may not ask. */
  void authorize(ApiRequest request);

  /** All operations that it has. */
  List<Route> routes();

  /** The body of an answer that tells of an error. */
  String error(int status, String message);
}
