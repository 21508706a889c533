package dev.nodecert.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AccountGrant;
import java.util.List;
import java.util.stream.Stream;

/** Lines: the domains of a grant, then the names that a NodeCertificate asks for. */
final class AccountGrantsFuzz {

  private static final String NAMESPACE = "proxy";

  private AccountGrantsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var lines = new String(input, UTF_8).split("\n", 2);
    var domains = words(lines[0]);
    var names = lines.length > 1 ? words(lines[1]) : List.<String>of();
    var grants = List.of(new AccountGrant(List.of(NAMESPACE), domains, List.of()));

    var refused = AccountGrants.refused(grants, NAMESPACE, names);

    assertThat(names)
        .allSatisfy(name ->
            assertThat(refused.contains(name))
                .isNotEqualTo(domains.isEmpty() || isAtOrBelowOne(domains, name)));
    assertThat(AccountGrants.refused(grants, "other", names))
        .containsExactlyInAnyOrderElementsOf(names.stream().distinct().toList());
  }

  private static boolean isAtOrBelowOne(List<String> domains, String name) {
    return domains.stream().anyMatch(domain -> isAtOrBelow(labels(domain), labels(name)));
  }

  private static boolean isAtOrBelow(List<String> domain, List<String> name) {
    int above = name.size() - domain.size();
    return above >= 0 && name.subList(above, name.size()).equals(domain);
  }

  private static List<String> labels(String name) {
    return List.of(name.split("\\.", -1));
  }

  private static List<String> words(String line) {
    return Stream.of(line.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
