package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nodecert.operator.ip.IpRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may have a name: a node pve1 in the namespace proxy asks. */
class NamePolicyTest {

  private static final List<NameGrant> GRANTS =
      List.of(
          new NameGrant(Set.of("proxy"), List.of("pve1", "Example.com"), ranges("192.0.2.0/24")),
          new NameGrant(Set.of("*"), List.of("everybodys.example"), List.of()),
          new NameGrant(Set.of("other"), List.of("*"), ranges("0.0.0.0/0", "::/0")));
  private static final AuthorityMaterial CA = TestCA.material(TestCA.root("ca").make());

  private final NamePolicy policy = new NamePolicy(GRANTS);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          localhost,                      true
          127.0.0.2,                      true
          ::1,                            true
          0:0:0:0:0:0:0:1,                true
          ::ffff:127.0.0.1,               true
          web.proxy.svc,                  true
          WEB.proxy.svc,                  true
          *.proxy.svc,                    true
          web-0.web.proxy.svc,            true
          web.other.svc,                  false
          web.proxy.svc.other.svc,        false
          proxy.svc,                      false
          notproxy.svc,                   false
          web.notproxy.svc,               false
          *.svc,                          false
          svc,                            false
          web.proxy.svc.cluster.local,    false
          x.localhost,                    false
          pve1,                           true
          pve2,                           false
          example.com,                    true
          a.b.example.com,                true
          *.example.com,                  true
          notexample.com,                 false
          com,                            false
          *.com,                          false
          192.0.2.255,                    true
          192.0.3.0,                      false
          2001:db8::1,                    false
          a.everybodys.example,           true
          a..example.com,                 false
          .example.com,                   false
          *,                              false
          a.*.example.com,                false
          **.example.com,                 false
          a_b.example.com,                false
          -a.example.com,                 false
          '',                             false
          'a.example.com ',               false
          'a.example.com,b',              false
          """)
  void aNameIsGrantedOrLeftOut(String name, boolean granted) {
    var names = decide(Set.of(name), NamePolicyTest::nothingElsewhere, CA);

    assertThat(names.notGranted().isEmpty()).isEqualTo(granted);
    assertThat(names.finding().isEmpty()).isEqualTo(granted);
  }

  @Test
  void whatEveryNodeHasIsGrantedWithoutAsking() {
    assertThat(decide(Set.of(), NamePolicyTest::nothingElsewhere, CA).granted())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "::1", "pve1.proxy.svc", "pve1");
  }

  @Test
  void aNodesNameThatIsNotGrantedIsNotMissed() {
    var names =
        policy.decide(
            new NamesRequest("third", "pve1", Set.of()), NamePolicyTest::nothingElsewhere, CA);

    assertThat(names.granted())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "::1", "pve1.third.svc");
    assertThat(names.finding()).isEmpty();
  }

  @Test
  void somebodyElseMayGrantNamesButNothingThatIsNone() {
    var names =
        decide(Set.of("pve1.example.org", "a b.example.org"), n -> n.endsWith("example.org"), CA);

    assertThat(names.granted()).contains("pve1.example.org");
    assertThat(names.notGranted()).containsExactly("a b.example.org");
  }

  @Test
  void starGrantsAnyNameToItsNamespaceOnly() {
    var request = new NamesRequest("other", "pve1", Set.of("a.example.net", "2001:db8::1"));

    assertThat(policy.decide(request, NamePolicyTest::nothingElsewhere, CA).notGranted()).isEmpty();
  }

  @Test
  void whatTheCAsConstraintsForbidIsLeftOutAndToldIfItWasAskedFor() {
    var constrained = new NameConstraints(List.of("example.com"), List.of());
    var ca = TestCA.material(TestCA.root("ca").constrainedTo(constrained).make());

    var names =
        decide(
            Set.of("a.example.com", "everybodys.example", "192.0.2.7"),
            NamePolicyTest::nothingElsewhere,
            ca);

    assertThat(names.granted())
        .containsExactlyInAnyOrder(
            "localhost", "127.0.0.1", "::1", "pve1.proxy.svc", "a.example.com");
    assertThat(names.notPermitted()).containsExactly("192.0.2.7", "everybodys.example");
    assertThat(names.finding())
        .hasValue(
            new AuthorityFinding(
                "NamesNotGranted",
                "The name constraints in the cluster CA's certificate do not permit 192.0.2.7,"
                    + " everybodys.example."));
  }

  @Test
  void theMessageNamesWhatIsLeftOutAndWhoCanChangeIt() {
    assertThat(
            decide(Set.of("pve2", "pve3"), NamePolicyTest::nothingElsewhere, CA)
                .finding()
                .map(AuthorityFinding::message))
        .isEqualTo(
            Optional.of(
                "Left out of the certificate: pve2, pve3. The cluster CA signs them for this"
                    + " namespace once its admin grants them (clusterCA.grants)."));
  }

  @Test
  void aGrantThatSaysNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NameGrant(Set.of("proxy"), List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NameGrant(Set.of(), List.of("example.com"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NameGrant(Set.of("*"), List.of("*.example.com"), List.of()));
  }

  private static boolean nothingElsewhere(String name) {
    return name.isEmpty();
  }

  private GrantedNames decide(
      Set<String> names, Predicate<String> elsewhere, AuthorityMaterial ca) {
    return policy.decide(new NamesRequest("proxy", "pve1", names), elsewhere, ca);
  }

  private static List<IpRange> ranges(String... cidrs) {
    return List.of(cidrs).stream().flatMap(cidr -> IpRange.parse(cidr).stream()).toList();
  }
}
