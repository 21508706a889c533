/**
 * One issuance through every request × every fault, with the operator as a process of its own
 * between a faulty CA and a faulty API server; and the same with a faulty name server.
 */
@NullMarked
package dev.nodecert.operator.faults;

import org.jspecify.annotations.NullMarked;
