/** Tests of the cluster's CA, with OpenSSL and Java's PKIX as judges. */
@NullMarked
package dev.nodecert.operator.authority;

import org.jspecify.annotations.NullMarked;
