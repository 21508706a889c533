/**
 * Stand-ins for DNS providers that are changed by an API over HTTPS. They check requests as the
 * providers do, and publish what they are told in a real {@link dev.nodecert.testenv.Bind}. A
 * program that knows only the provider's own URL is led here by curl's {@code connect-to}.
 */
@NullMarked
package dev.nodecert.testenv.provider;

import org.jspecify.annotations.NullMarked;
