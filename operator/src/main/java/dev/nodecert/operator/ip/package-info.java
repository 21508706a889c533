/** IP addresses as certificates, CAs and users write them, and ranges of them. Uses Guava. */
@NullMarked
package dev.nodecert.operator.ip;

import org.jspecify.annotations.NullMarked;
