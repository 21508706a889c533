package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the cached objects of the three kinds say of themselves. */
final class CachedConditions {

  private volatile Caches caches = new Caches(Stream::empty, Stream::empty, Stream::empty);

  /** Where it looks. */
  record Caches(
      Supplier<Stream<NodeCertificate>> certificates,
      Supplier<Stream<AcmeAccount>> accounts,
      Supplier<Stream<AcmePlugin>> plugins) {}

  void lookInto(Caches found) {
    caches = found;
  }

  Stream<StandingCondition> all() {
    var seen = caches;
    return Stream.of(
            seen.certificates()
                .get()
                .filter(it -> it.getStatus() != null)
                .flatMap(it -> of(it, it.getStatus().conditions())),
            seen.accounts()
                .get()
                .filter(it -> it.getStatus() != null)
                .flatMap(it -> of(it, it.getStatus().conditions())),
            seen.plugins()
                .get()
                .filter(it -> it.getStatus() != null)
                .flatMap(it -> of(it, it.getStatus().conditions())))
        .flatMap(conditions -> conditions);
  }

  private static Stream<StandingCondition> of(HasMetadata object, List<Condition> conditions) {
    var metadata = object.getMetadata();
    return conditions.stream()
        .map(condition ->
            new StandingCondition(
                object.getKind(),
                Optional.ofNullable(metadata.getNamespace()).orElse(""),
                metadata.getName(),
                condition.type(),
                word(condition.status()),
                condition.reason()));
  }

  private static String word(ConditionStatus status) {
    return switch (status) {
      case TRUE -> "True";
      case FALSE -> "False";
      case UNKNOWN -> "Unknown";
    };
  }
}
