package io.spectra.local.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The calls to S3 of one transfer. Calls that S3 leaves without an answer are given up as soon as
 * the transfer is cancelled. {@link #cancel} may come from any thread, calls from one.
 */
final class S3Calls {
  private final ExecutorService executor;
  private boolean cancelled;
  private final List<Future<?>> current = new ArrayList<>();

  S3Calls(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Makes a call and waits for it.
   *
   * @throws TransferException if the transfer has been cancelled
   */
  <T> T await(Callable<T> call) throws IOException {
    return result(begin(call));
  }

  /**
   * Waits for a call that was begun.
   *
   * @throws TransferException if the transfer has been cancelled
   */
  <T> T result(Future<T> begun) throws IOException {
    try {
      return begun.get();
    } catch (CancellationException e) {
      throw new TransferException(TransferFailure.cancelled());
    } catch (ExecutionException e) {
      throw new TransferException(
          e.getCause() instanceof Exception cause
              ? TransferException.failure(cause)
              : TransferFailure.ofS3(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransferException(TransferFailure.cancelled());
    }
  }

  /** Makes a call for whose end nobody waits; a cancelled transfer makes it all the same. */
  void inBackground(Runnable call) {
    executor.execute(call);
  }

  synchronized void cancel() {
    cancelled = true;
    current.forEach(call -> call.cancel(true));
  }

  /**
   * Makes a call whose end is waited for later, by {@link #result}.
   *
   * @throws TransferException if the transfer has been cancelled
   */
  synchronized <T> Future<T> begin(Callable<T> call) throws TransferException {
    if (cancelled) {
      throw new TransferException(TransferFailure.cancelled());
    }
    Future<T> begun = executor.submit(call);
    current.removeIf(Future::isDone);
    current.add(begun);
    return begun;
  }
}
