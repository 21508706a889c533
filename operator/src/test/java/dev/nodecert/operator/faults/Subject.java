package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.NamespaceWatch.Rest;
import dev.nodecert.testenv.FaultPlan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A NodeCertificate at a site, and the course that it is to take. */
final class Subject {

  private final String name;
  private final String account;
  private final Course course;
  private final FaultSite site;
  private volatile Optional<Rest> former = Optional.empty();
  private volatile Optional<Instant> begun = Optional.empty();

  Subject(String name, String account, Course course, FaultSite site) {
    this.name = name;
    this.account = account;
    this.course = course;
    this.site = site;
  }

  String name() {
    return name;
  }

  Course course() {
    return course;
  }

  FaultSite site() {
    return site;
  }

  void provideAccount() {
    site.provideAccount(account, course);
  }

  boolean isRegistered() {
    return site.isRegistered(account);
  }

  /** Asks for the certificate that is there before the course begins. */
  void issue() {
    site.addCertificate(name, account, course);
  }

  /** Whether that is there. */
  boolean isIssued() {
    return site.watch().rest(name).isPresent();
  }

  void disturbCA(FaultPlan plan) {
    site.disturbCA(account, plan);
  }

  void disturbApi(FaultPlan plan) {
    site.disturbApi(name, plan);
  }

  /** Does what a user does for the course to begin. */
  void begin() {
    former = site.watch().rest(name);
    begun = Optional.of(Instant.now());
    switch (course) {
      case HTTP01, DNS01 -> issue();
      case RENEWAL ->
          site.annotate(name, Map.of("nodecert.dev/renew", begun.orElseThrow().toString()));
      case REVOCATION ->
          site.annotate(
              name,
              Map.of("nodecert.dev/revoke", former.orElseThrow().serial() + "/keyCompromise"));
      case DELETION -> site.delete(name);
    }
  }

  Optional<Instant> begun() {
    return begun;
  }

  /** When the course has come to its end, if it has. */
  Optional<Instant> ended() {
    return course == Course.DELETION
        ? site.watch().goneAt(name)
        : site.watch()
            .rest(name)
            .filter(rest -> former.filter(it -> it.serial().equals(rest.serial())).isEmpty())
            .map(Rest::since);
  }

  /** Whether a step has failed since it has begun, and so is tried again later. */
  boolean hasFailed() {
    return site.watch().hasFailed(name);
  }
}
