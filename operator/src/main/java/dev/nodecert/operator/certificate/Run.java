package dev.nodecert.operator.certificate;

/** What is kept for the time of one run of the reconciler. */
record Run(StatusWriter writer, RecordKeeper.Household household, Revoker.Accounts accounts) {}
