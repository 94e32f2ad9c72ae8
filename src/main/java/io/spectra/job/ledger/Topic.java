package io.spectra.job.ledger;

/** The topics' names; {@code kafka/topics.yaml} says everything else about them. */
public final class Topic {
  public static final String COMMANDS = "spectra.jobs.commands";
  public static final String TASKS = "spectra.jobs.tasks";
  public static final String EVENTS = "spectra.jobs.events";
  public static final String DEAD = "spectra.jobs.dead";

  private Topic() {}
}
