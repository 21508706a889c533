package dev.nodecert.operator.limits;

import java.util.Optional;

/** Where a ledger outlives its process. */
public interface LedgerStore {

  /** What was written last. */
  Optional<String> read();

  /** Writes all of it. */
  void write(String ledger);
}
