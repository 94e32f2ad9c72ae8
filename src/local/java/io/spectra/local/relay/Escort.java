package io.spectra.local.relay;

import java.util.Optional;

/**
 * Accompanies one execution of a statement that transfers data, and is where the two threads of a
 * session meet: the one that reads the client holds back what follows until the one that reads the
 * database has seen how the statement ended.
 */
final class Escort {
  private enum Phase {
    SENT,
    LOADING,
    FAILED_AFTER_SUCCESS,
    OVER
  }

  private final Transfer transfer;
  private final PositionMap positions;
  private Phase phase = Phase.SENT;
  private TransferFailure failure;
  private Runnable cancellation;
  private boolean cancelled;

  Escort(Transfer transfer, PositionMap positions) {
    this.transfer = transfer;
    this.positions = positions;
  }

  Transfer transfer() {
    return transfer;
  }

  PositionMap positions() {
    return positions;
  }

  /** The database asks for rows. */
  synchronized void loading() {
    moveTo(Phase.LOADING);
  }

  /** The database has ended the statement, or never got to it. */
  synchronized void over() {
    moveTo(Phase.OVER);
  }

  /** The database has ended the statement well, and yet it has failed. */
  synchronized void failedAfterSuccess() {
    moveTo(Phase.FAILED_AFTER_SUCCESS);
  }

  synchronized boolean isOver() {
    return phase == Phase.OVER;
  }

  /**
   * Waits for the database to ask for rows.
   *
   * @return whether it does; if not, the statement is over
   */
  synchronized boolean awaitLoading() {
    awaitOtherThan(Phase.SENT);
    return phase == Phase.LOADING;
  }

  /**
   * Waits for the end.
   *
   * @return whether the database still has to be told that the statement failed
   */
  synchronized boolean awaitEnd() {
    awaitOtherThan(Phase.SENT);
    awaitOtherThan(Phase.LOADING);
    return phase == Phase.FAILED_AFTER_SUCCESS;
  }

  /** The first failure counts: what follows are its consequences. */
  synchronized void fail(TransferFailure reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** What to tell the client instead of what the database says. */
  synchronized Optional<TransferFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Sets what stops the transfer in S3; stops it at once if that was asked for already. */
  void onCancel(Runnable stop) {
    boolean late;
    synchronized (this) {
      cancellation = stop;
      late = cancelled;
    }
    if (late) {
      stop.run();
    }
  }

  /** Stops the transfer in S3; from any thread. */
  void cancel() {
    Runnable stop;
    synchronized (this) {
      fail(TransferFailure.cancelled());
      cancelled = true;
      stop = cancellation;
    }
    if (stop != null) {
      stop.run();
    }
  }

  private void moveTo(Phase next) {
    phase = next;
    notifyAll();
  }

  private void awaitOtherThan(Phase unwanted) {
    boolean interrupted = false;
    while (phase == unwanted) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
