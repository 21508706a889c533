/**
 * dnsapi scripts that run in another container, which is reached over a Unix socket and has neither
 * a token nor a key of the operator's. {@link dev.nodecert.operator.dnsapi.remote.ScriptServer} is
 * there, {@link dev.nodecert.operator.dnsapi.remote.RemoteScriptRunner} here. A connection is a
 * call: a request goes there, an answer every few seconds comes back until the last one, and who
 * closes the connection ends the script. Uses {@code dnsapi}, {@code text}, and Jackson for what is
 * sent.
 */
@NullMarked
package dev.nodecert.operator.dnsapi.remote;

import org.jspecify.annotations.NullMarked;
