package dev.nodecert.operator.acme;

import java.net.URI;

/** All that it takes to speak as an account. */
public record AcmeAccountLogin(CADirectory directory, URI accountUrl, AccountKey key) {}
