package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Issuance;
import java.util.List;

/** Whom an order is for: who records it before the CA is told to go on, and is woken. */
interface OrderOwner {

  /** Records will be set: a deletion has to wait for their removal from now on. */
  void expectRecords();

  /**
   * Returns once the API server has stored it.
   *
   * @param records that the order's challenges need
   */
  void record(Issuance issuance, List<ChallengeRecord> records);

  /** The CA has seen all proofs: the records need not stand any longer. */
  void proven();

  /** What was waited for in the background has come; from any thread, at any time. */
  void wake();
}
