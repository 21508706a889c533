@NullMarked
package dev.nodecert.demo;

import org.jspecify.annotations.NullMarked;
