/**
 * What {@code image/assemble} runs beside shell: {@link dev.nodecert.image.Training} makes the
 * cache that Java starts the operator from, {@link dev.nodecert.image.BillOfMaterials} writes down
 * what the image is made of. None of it is in the image.
 */
@NullMarked
package dev.nodecert.image;

import org.jspecify.annotations.NullMarked;
