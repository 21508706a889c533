package dev.nodecert.operator.dnsapi;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * One dnsapi script of acme.sh.
 *
 * @param name as in {@code dns_<name>.sh}
 * @param title of the provider
 * @param site the provider's, an address that may lack its scheme; may be empty
 * @param docs how to use the script, an absolute address; may be empty
 * @param options what the script documents, and what it forgot to
 * @param alternatives the names of the options that are needed: one of the lists must be given
 *     whole. Empty where all are optional.
 * @param traits how it behaves
 * @param words every word of the script's text that could name a variable
 */
public record DnsApi(
    String name,
    String title,
    String site,
    String docs,
    List<DnsApiOption> options,
    List<List<String>> alternatives,
    DnsApiTraits traits,
    Set<String> words) {

  public DnsApi {
    options = List.copyOf(options);
    alternatives = alternatives.stream().map(List::copyOf).toList();
    words = Set.copyOf(words);
  }

  /**
   * What lacks for the alternative that lacks least; nothing where one is complete. A hint and no
   * verdict: headers are written by hand.
   */
  public List<String> missing(Set<String> given) {
    return alternatives.stream()
        .map(needed -> needed.stream().filter(option -> !given.contains(option)).toList())
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }
}
