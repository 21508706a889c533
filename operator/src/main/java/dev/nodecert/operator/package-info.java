/**
 * The operator's process: reads its flags and wires the packages below together. They point from
 * the reconcilers ({@code account}, {@code certificate}) down to {@code acme}, {@code challenge},
 * {@code secret} and {@code x509}, never back.
 */
@NullMarked
package dev.nodecert.operator;

import org.jspecify.annotations.NullMarked;
