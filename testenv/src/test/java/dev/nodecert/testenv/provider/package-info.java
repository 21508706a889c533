@NullMarked
package dev.nodecert.testenv.provider;

import org.jspecify.annotations.NullMarked;
