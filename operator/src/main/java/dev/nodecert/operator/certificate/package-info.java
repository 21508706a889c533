/**
 * The NodeCertificate: level-triggered. Each run observes all there is, decides the next step with
 * tables of pure checks, takes it and records it. Opened by {@link
 * dev.nodecert.operator.certificate.NodeCertificateReconciler}. Uses {@code account}, {@code acme},
 * {@code plugin}, {@code challenge.dns01}, {@code dns}, {@code secret}, {@code x509}, {@code ip},
 * {@code condition}, {@code status}, {@code retry}, {@code limits}, {@code event}, {@code metrics},
 * {@code duration}, {@code grant}, {@code informer}, {@code authority}, {@code upload}, {@code
 * output}, {@code probe}, {@code refresh}.
 */
@NullMarked
package dev.nodecert.operator.certificate;

import org.jspecify.annotations.NullMarked;
