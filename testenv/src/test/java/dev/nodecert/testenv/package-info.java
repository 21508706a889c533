@NullMarked
package dev.nodecert.testenv;

import org.jspecify.annotations.NullMarked;
