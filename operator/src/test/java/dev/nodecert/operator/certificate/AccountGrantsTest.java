package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AccountGrant;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables {@code allow} is written as in an AcmeAccount. */
class AccountGrantsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{namespaces: [proxy]}]                             | true ",
        "[{namespaces: [other, proxy]}]                      | true ",
        "[{namespaces: [other]}, {namespaces: [proxy]}]      | true ",
        "[{namespaces: ['*']}]                               | true ",
        "[{namespaces: [proxy], domains: [example.com]}]     | true ",
        "[{namespaces: [other]}]                             | false",
        "[{namespaces: [proxy-2, prox, p*, '**']}]           | false",
        "[]                                                  | false",
      })
  void aNamespaceIsServedByNameOrAsOneOfAll(String allow, boolean served) {
    assertThat(AccountGrants.allowNamespace(grants(allow), "proxy")).isEqualTo(served);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // domains       | name                    | served
        "[example.com]   | example.com             | true ",
        "[example.com]   | pve1.example.com        | true ",
        "[example.com]   | a.b.example.com         | true ",
        "[example.com]   | *.example.com           | true ",
        "[example.com]   | *.pve.example.com       | true ",
        "[example.com]   | myexample.com           | false",
        "[example.com]   | *.myexample.com         | false",
        "[example.com]   | example.com.evil.org    | false",
        "[example.com]   | example.org             | false",
        "[example.com]   | com                     | false",
        "[pve.example.com] | example.com           | false",
        "[pve.example.com] | *.example.com         | false",
        "[example.org, example.com] | example.com  | true ",
        "[]              | anything.at.all         | true ",
      })
  void aDomainServesItselfAndAllBelowItAtALabelsBorder(
      String domains, String name, boolean served) {
    var grants = grants("[{namespaces: [proxy], domains: %s}]".formatted(domains));

    assertThat(AccountGrants.refused(grants, "proxy", List.of(name)))
        .isEqualTo(served ? Set.of() : Set.of(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what the grant lists besides its namespace                | name         | served
        "{namespaces: [proxy]}                                       | 192.0.2.7    | true ",
        "{namespaces: [proxy]}                                       | 2001:db8::7  | true ",
        "{namespaces: [proxy], domains: [example.com]}               | 192.0.2.7    | false",
        "{namespaces: [proxy], ipAddresses: [192.0.2.0/24]}          | 192.0.2.7    | true ",
        "{namespaces: [proxy], ipAddresses: [192.0.2.0/24]}          | 192.0.3.7    | false",
        "{namespaces: [proxy], ipAddresses: [192.0.2.0/24]}          | 2001:db8::7  | false",
        "{namespaces: [proxy], ipAddresses: ['2001:db8::/32']}       | 2001:db8::7  | true ",
        "{namespaces: [other], ipAddresses: [192.0.2.0/24]}          | 192.0.2.7    | false",
        "{namespaces: [proxy], ipAddresses: [192.0.2.0/24]}          | example.com  | false",
        "{namespaces: [proxy], domains: ['7'], ipAddresses: [192.0.3.0/24]} | 192.0.2.7 | false",
        "{namespaces: [proxy], ipAddresses: [nonsense]}              | 192.0.2.7    | false",
      })
  void anAddressIsServedByARangeOrByAGrantThatListsNothing(
      String grant, String name, boolean served) {
    assertThat(AccountGrants.refused(grants("[%s]".formatted(grant)), "proxy", List.of(name)))
        .isEqualTo(served ? Set.of() : Set.of(name));
  }

  @Test
  void aGrantWithoutDomainsServesAnyDomain() {
    assertThat(
            AccountGrants.refused(
                grants("[{namespaces: [proxy]}]"),
                "proxy",
                List.of("example.com", "*.example.org")))
        .isEmpty();
  }

  @Test
  void oneGrantsNamespaceDoesNotGetAnothersDomains() {
    var grants =
        grants(
            "[{namespaces: [proxy], domains: [example.com]}, {namespaces: [other]}, "
                + "{namespaces: ['*'], domains: [example.net]}]");

    assertThat(
            AccountGrants.refused(
                grants, "proxy", List.of("x.org", "example.com", "a.net", "example.net")))
        .containsExactly("a.net", "x.org");
  }

  @Test
  void eachNameMayBeServedByAnotherGrant() {
    var grants =
        grants(
            "[{namespaces: [proxy], domains: [example.com]}, "
                + "{namespaces: [proxy], domains: [example.org]}]");

    assertThat(AccountGrants.refused(grants, "proxy", List.of("a.example.com", "a.example.org")))
        .isEmpty();
  }

  private static List<AccountGrant> grants(String allow) {
    return Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: AcmeAccount
            metadata: {name: default}
            spec: {directory: LetsEncrypt, allow: %s}
            """
                .formatted(allow),
            AcmeAccount.class)
        .getSpec()
        .allow();
  }
}
