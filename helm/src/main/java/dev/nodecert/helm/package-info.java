/** The Helm charts as tests see them: rendered, held to schemas, explained. */
@NullMarked
package dev.nodecert.helm;

import org.jspecify.annotations.NullMarked;
