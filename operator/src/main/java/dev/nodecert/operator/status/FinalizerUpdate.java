package dev.nodecert.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Sets and takes off a finalizer of ours, and touches nothing else of the object. */
public final class FinalizerUpdate {

  private FinalizerUpdate() {}

  /** Adds a finalizer, unless it is there. */
  public static <P extends CustomResource<?, ?>> P add(
      P read, String finalizer, Context<P> context) {
    return change(
        read,
        present ->
            present.contains(finalizer)
                ? present
                : Stream.concat(present.stream(), Stream.of(finalizer)).toList(),
        context);
  }

  /** Removes a finalizer, if it is there. */
  public static <P extends CustomResource<?, ?>> P remove(
      P read, String finalizer, Context<P> context) {
    return change(
        read,
        present -> present.stream().filter(other -> !other.equals(finalizer)).toList(),
        context);
  }

  private static <P extends CustomResource<?, ?>> P change(
      P read, UnaryOperator<List<String>> change, Context<P> context) {
    var present = read.getMetadata().getFinalizers();
    return change.apply(present).equals(present)
        ? read
        : PrimaryUpdateAndCacheUtils.updateAndCacheResource(
            read,
            context,
            UnaryOperator.identity(),
            latest ->
                context
                    .getClient()
                    .resource(latest)
                    .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        merge(latest, change.apply(latest.getMetadata().getFinalizers()))));
  }

  /**
   * The JSON merge patch by which an object has these finalizers. Its resource version is part of
   * the patch: whoever else changed the list is not overrun.
   */
  public static String merge(HasMetadata latest, List<String> finalizers) {
    return Serialization.asJson(
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                latest.getMetadata().getResourceVersion(),
                "finalizers",
                finalizers)));
  }
}
