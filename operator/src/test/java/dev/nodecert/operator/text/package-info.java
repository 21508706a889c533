/** Tests of what a person is shown of others' text. */
@NullMarked
package dev.nodecert.operator.text;

import org.jspecify.annotations.NullMarked;
