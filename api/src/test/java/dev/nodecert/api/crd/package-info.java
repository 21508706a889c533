/** How the files under {@code crds/} come from the records, and what is asserted of them. */
@NullMarked
package dev.nodecert.api.crd;

import org.jspecify.annotations.NullMarked;
