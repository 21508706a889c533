package dev.nodecert.gate;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** What the command line says. */
record GateConfiguration(
    InetSocketAddress address,
    InetSocketAddress managementAddress,
    Path users,
    SessionLimits sessions) {}
