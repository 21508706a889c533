/** Tests of the NodeCertificate. */
@NullMarked
package dev.nodecert.operator.certificate;

import org.jspecify.annotations.NullMarked;
