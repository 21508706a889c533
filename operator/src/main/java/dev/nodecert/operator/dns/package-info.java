@NullMarked
package dev.nodecert.operator.dns;

import org.jspecify.annotations.NullMarked;
