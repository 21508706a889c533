/**
 * What a user uploads: read from the entries of a Secret, mended where that is sure, and judged.
 * {@link dev.nodecert.operator.upload.UploadCheck} is a pure function; {@link
 * dev.nodecert.operator.upload.CheckPool} sees to it that one tenant's upload does not hold up the
 * others'. What is mended, refused and only told is in docs/decisions/0019. Uses {@code x509} and
 * BouncyCastle, and nothing of Kubernetes.
 */
@NullMarked
package dev.nodecert.operator.upload;

import org.jspecify.annotations.NullMarked;
