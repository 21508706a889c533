@NullMarked
package dev.nodecert.image;

import org.jspecify.annotations.NullMarked;
