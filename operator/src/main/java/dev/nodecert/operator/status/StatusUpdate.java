package dev.nodecert.operator.status;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;

/**
 * Writes a status whole. By server-side apply, what another manager wrote there would stay, and a
 * status must say nothing but what its controller saw.
 */
public final class StatusUpdate {

  private StatusUpdate() {}

  /**
   * Replaces the status of an object that was read.
   *
   * @param fresh names the object and has the new status
   */
  public static <P extends CustomResource<?, ?>> P replace(P read, P fresh, Context<P> context) {
    return PrimaryUpdateAndCacheUtils.updateAndCacheResource(
        read, context, _ -> fresh, update -> context.getClient().resource(update).updateStatus());
  }
}
