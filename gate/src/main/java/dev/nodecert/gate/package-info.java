/**
 * The second lock before a node: a password and a one-time code, for nginx's {@code auth_request}.
 *
 * <p>{@code GET /auth} says 204 to a request with a session and 401 to any other; {@code
 * /gate/login} is the page that begins a session, {@code /gate/logout} ends it. Whatever fails,
 * denies. What nginx has to see to is in {@code docs/second-factor.md}.
 *
 * <p>Sessions, failures and used codes are in memory: one process serves a release, and its restart
 * asks everyone to log in again and forgets which of the codes of the last 90 seconds were used.
 */
@NullMarked
package dev.nodecert.gate;

import org.jspecify.annotations.NullMarked;
