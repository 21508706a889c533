/**
 * The cluster's own CA: what it may sign for whom, its certificates, its key's Secret and what is
 * published of it, and how one CA follows another. Decisions are pure functions; {@link
 * dev.nodecert.operator.authority.ClusterAuthority} keeps the CA by them and gives it to who signs.
 * Uses {@code grant}, {@code secret}, {@code x509}, {@code ip}, {@code metrics}, BouncyCastle and
 * the Kubernetes client.
 */
@NullMarked
package dev.nodecert.operator.authority;

import org.jspecify.annotations.NullMarked;
