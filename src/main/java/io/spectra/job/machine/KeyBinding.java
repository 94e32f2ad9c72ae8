package io.spectra.job.machine;

import io.spectra.job.IdempotencyKey;
import java.time.Instant;

/**
 * The idempotency key by which a job was asked for. It is bound in the same command that creates
 * the job, so that there is never one without the other.
 *
 * @param key as the caller chose it
 * @param bodyHash tells whether a later request asks for the same
 * @param until when the key is free again, by the broker's time
 * @param atOnce whether the caller was answered as soon as the job was there; else it is answered
 *     by what the job gives, and the key is free again when it gives nothing
 */
public record KeyBinding(String key, String bodyHash, Instant until, boolean atOnce) {
  static KeyBinding of(IdempotencyKey asked, Instant until, boolean atOnce) {
    return asked == null ? null : new KeyBinding(asked.key(), asked.bodyHash(), until, atOnce);
  }

  /** Whether the key is still bound at this time. */
  boolean holds(Instant now) {
    return now.isBefore(until);
  }

  boolean sameBody(IdempotencyKey asked) {
    return bodyHash.equals(asked.bodyHash());
  }
}
