@NullMarked
package dev.nodecert.operator.dnsapi;

import org.jspecify.annotations.NullMarked;
