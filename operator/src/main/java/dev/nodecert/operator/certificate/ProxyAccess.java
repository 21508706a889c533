package dev.nodecert.operator.certificate;

import dev.nodecert.operator.probe.ServingProbes;
import dev.nodecert.operator.refresh.PodRefresh;

/** What is done at the proxies that mount the Secrets. */
public record ProxyAccess(ServingProbes probes, PodRefresh refresh) {}
