/**
 * What is shipped, on a real node: the image, installed by the chart as a user would, with a CA and
 * a name server as pods, and an nginx that mounts the Secret. The tests share one cluster and one
 * release.
 */
@NullMarked
package dev.nodecert.e2e;

import org.jspecify.annotations.NullMarked;
