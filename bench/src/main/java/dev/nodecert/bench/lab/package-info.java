/** Real servers, the operator as a process of its own, and what a user applies to them. */
@NullMarked
package dev.nodecert.bench.lab;

import org.jspecify.annotations.NullMarked;
