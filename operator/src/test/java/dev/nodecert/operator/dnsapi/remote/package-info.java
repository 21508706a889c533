@NullMarked
package dev.nodecert.operator.dnsapi.remote;

import org.jspecify.annotations.NullMarked;
