/**
 * {@code make demo}: the main job on one machine. {@link dev.nodecert.demo.Demo} tells the story;
 * the other classes are its props.
 */
@NullMarked
package dev.nodecert.demo;

import org.jspecify.annotations.NullMarked;
