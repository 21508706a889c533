/**
 * The custom resources of group {@code nodecert.dev}: records that say what a user may write (spec)
 * and what the operator observed (status). The CRDs under {@code crds/} are generated from them. No
 * logic; uses only the Kubernetes client's model and its schema annotations.
 *
 * <p>Every record ignores fields that it does not know: one object written by a later version must
 * not stop an earlier one from reading all of them.
 */
@NullMarked
package dev.nodecert.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
