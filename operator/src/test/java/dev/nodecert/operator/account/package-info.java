/** Tests of the AcmeAccount. */
@NullMarked
package dev.nodecert.operator.account;

import org.jspecify.annotations.NullMarked;
