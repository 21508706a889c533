package dev.nodecert.operator.certificate;

import dev.nodecert.operator.acme.AcmeAuthorization;
import dev.nodecert.operator.acme.AcmeChallenge;

/** How a domain that is not valid yet is proven to the CA. */
record Proof(DesiredDomain domain, AcmeAuthorization authorization, AcmeChallenge challenge) {}
