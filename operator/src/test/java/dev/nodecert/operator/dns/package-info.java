/** Tests of what is asked and changed in the DNS. */
@NullMarked
package dev.nodecert.operator.dns;

import org.jspecify.annotations.NullMarked;
