/**
 * What is shipped, on a real node: the images, installed by the charts as a user would, with a CA,
 * a name server and a Proxmox host's web front as pods. The tests share one cluster and its
 * releases.
 */
@NullMarked
package dev.nodecert.e2e;

import org.jspecify.annotations.NullMarked;
