/**
 * The AcmeAccount: registered at its CA, its facts in status, its key in a Secret that was there
 * before the CA heard of it, replaced when spec asks for a higher version, ended with the
 * AcmeAccount where spec says so. Opened by {@link
 * dev.nodecert.operator.account.AcmeAccountReconciler} and {@link
 * dev.nodecert.operator.account.AccountLogins}. Uses {@code acme}, {@code secret}, {@code
 * condition}, {@code status}, {@code retry}, {@code event}.
 */
@NullMarked
package dev.nodecert.operator.account;

import org.jspecify.annotations.NullMarked;
