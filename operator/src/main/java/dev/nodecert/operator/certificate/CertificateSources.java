package dev.nodecert.operator.certificate;

import dev.nodecert.operator.authority.CertificateMaker;
import dev.nodecert.operator.authority.ClusterAuthority;
import dev.nodecert.operator.authority.NamePolicy;
import dev.nodecert.operator.upload.CheckPool;

/**
 * Where certificates come from that no ACME CA issues.
 *
 * @param policy which names the cluster CA signs for whom
 * @param uploads where uploads are judged
 */
public record CertificateSources(
    ClusterAuthority authority, NamePolicy policy, CertificateMaker maker, CheckPool uploads) {}
