/**
 * Text of others, a CA's, a script's or a name server's, as a person may be shown it. Uses nothing.
 */
@NullMarked
package dev.nodecert.operator.text;

import org.jspecify.annotations.NullMarked;
