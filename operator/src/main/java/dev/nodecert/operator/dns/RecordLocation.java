package dev.nodecert.operator.dns;

import java.util.List;

public record RecordLocation(String name, String zone, List<String> servers) {}
