package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.List;

public record RecordLocation(String name, String zone, List<InetSocketAddress> servers) {}
