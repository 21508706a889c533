package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Occasion;

/**
 * A request of an undisturbed issuance.
 *
 * @param position among the requests to that server, from 1
 */
record Row(Server server, int position, Occasion request) {

  /** Whom the operator asks. */
  enum Server {
    CA,
    API
  }

  @Override
  public String toString() {
    return server + " " + request;
  }
}
