package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;

/** Where a running order is recorded before the CA is told to go on. */
@FunctionalInterface
interface IssuanceJournal {

  /** Returns once the API server has stored it. */
  void record(Issuance issuance);
}
