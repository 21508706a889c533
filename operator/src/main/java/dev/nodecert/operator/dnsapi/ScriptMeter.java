package dev.nodecert.operator.dnsapi;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;

/** Counts scripts. */
public interface ScriptMeter {

  /** One that does not count. */
  ScriptMeter NONE =
      () ->
          new Running() {
            @Override
            public void ended(Outcome outcome) {}

            @Override
            public void cancelled() {}
          };

  /** A script starts. */
  Running started();

  /** A script that has started; one of the two is called. */
  interface Running {
    /** It has ended. */
    void ended(Outcome outcome);

    /** Nobody waits for it any more. */
    void cancelled();
  }
}
