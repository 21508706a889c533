package dev.nodecert.operator.dnsapi;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One dnsapi script of acme.sh.
 *
 * @param name as in {@code dns_<name>.sh}
 * @param title of the provider
 * @param site the provider's address; may be empty
 * @param docs the address of what says how to use the script; may be empty
 * @param options what the script documents, and what it forgot to
 * @param alternatives the names of the options that are needed: one of the lists must be given
 *     whole. Empty where all are optional.
 * @param traits how it behaves
 * @param words every word of the script's text that could name a variable
 * @param accepts names that it reads though they are no word of its text: it puts them together, or
 *     its program reads them
 */
public record DnsApi(
    String name,
    String title,
    String site,
    String docs,
    List<DnsApiOption> options,
    List<List<String>> alternatives,
    DnsApiTraits traits,
    Set<String> words,
    List<Pattern> accepts) {

  public DnsApi {
    options = List.copyOf(options);
    alternatives = alternatives.stream().map(List::copyOf).toList();
    words = Set.copyOf(words);
    accepts = List.copyOf(accepts);
  }

  /** The option of that name, where it is documented. */
  public Optional<DnsApiOption> option(String key) {
    return options.stream().filter(option -> option.name().equals(key)).findFirst();
  }

  /**
   * What lacks for the alternative that lacks least; nothing where one is complete. A hint and no
   * verdict: headers are written by hand.
   *
   * @param given the names of all settings and files
   */
  public List<String> missing(Set<String> given) {
    return alternatives.stream()
        .map(needed -> needed.stream().filter(option -> !given.contains(option)).toList())
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /**
   * Why it needs {@code --allow-unsafe-dnsapi} with these settings, as the end of a sentence that
   * begins with its name; empty when it is safe.
   *
   * @param given the names of all settings and files
   */
  public Optional<String> danger(Set<String> given) {
    return traits.dangers().stream()
        .filter(danger -> danger.threatens(given))
        .map(Danger::reason)
        .findFirst();
  }

  boolean reads(String key) {
    return words.contains(key) || accepts.stream().anyMatch(it -> it.matcher(key).matches());
  }

  @Override
  public String toString() {
    return "DnsApi[" + name + "]";
  }
}
