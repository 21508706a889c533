/**
 * What CAs allow, and whether one more order would exceed it. The decisions are pure functions of
 * what was counted; {@link dev.nodecert.operator.limits.OrderLedger} counts, and {@link
 * dev.nodecert.operator.limits.LedgerConfigMap} keeps the counts where a restart finds them. Uses
 * {@code api}, {@code secret} for its hash, {@code duration}.
 */
@NullMarked
package dev.nodecert.operator.limits;

import org.jspecify.annotations.NullMarked;
