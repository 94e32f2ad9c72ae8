package io.spectra.job.machine;

import java.time.Duration;

/**
 * What the machine's decisions depend on besides the job: the same for all instances.
 *
 * @param autostart when a query job that nobody touches starts
 * @param lease how long a worker may be silent before its attempt goes to another
 * @param attempts attempts after which a job fails
 * @param redispatch how long a dispatched attempt may stay unclaimed before its task is sent again
 * @param maxAge how long a job may take from its creation to its end
 * @param keep how long an ended job is kept
 * @param concurrency jobs of one tenant that may be dispatched at the same time
 */
public record Rules(
    Autostart autostart,
    Duration lease,
    int attempts,
    Duration redispatch,
    Duration maxAge,
    Duration keep,
    int concurrency) {}
