package dev.nodecert.operator.dnsapi;

/**
 * Something in a script that could be turned against the operator.
 *
 * @param line from 1
 * @param text the line, without the blanks around it
 * @param what the script does there, as the end of a sentence
 */
record Finding(int line, String text, String what) {}
