/**
 * Hurries the kubelet: it projects a changed Secret into a pod within about a minute, and at once
 * when the pod changes. Opened by {@link dev.nodecert.operator.refresh.PodRefresh}. Uses the
 * Kubernetes client.
 */
@NullMarked
package dev.nodecert.operator.refresh;

import org.jspecify.annotations.NullMarked;
