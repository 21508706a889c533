package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginStatus;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
            standing(seen.certificates(), NodeCertificateStatus::conditions),
            standing(seen.accounts(), AcmeAccountStatus::conditions),
            standing(seen.plugins(), AcmePluginStatus::conditions))
        .flatMap(conditions -> conditions);
  }

  private static <S, T extends CustomResource<?, S>> Stream<StandingCondition> standing(
      Supplier<Stream<T>> objects, Function<S, List<Condition>> conditions) {
    return objects
        .get()
        .filter(it -> it.getStatus() != null)
        .flatMap(it -> of(it, conditions.apply(it.getStatus())));
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
