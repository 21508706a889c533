package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.DnsFailure;
import java.time.Instant;

/** How far a record has come. */
public sealed interface RecordState {

  /**
   * It is at work, or waited for.
   *
   * @param waitingFor what for, in a sentence without moving times
   * @param lookAgain when to look again, unless woken before
   */
  record Pending(String waitingFor, Instant lookAgain) implements RecordState {}

  /** It stands; or it is gone, where that was asked for. */
  record Done() implements RecordState {}

  /** It failed; to ask again begins anew. */
  record Failed(DnsFailure failure) implements RecordState {}
}
