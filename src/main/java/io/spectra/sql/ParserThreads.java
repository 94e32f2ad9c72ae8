package io.spectra.sql;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bounded number of daemon threads with a stack of their own, on which texts are parsed within a
 * bounded CPU time. Who finds no thread, or takes too long, gets {@link Opinion#UNKNOWN}.
 */
final class ParserThreads implements AutoCloseable {
  private static final long STACK_BYTES = 8L << 20;
  private static final int WAITING = 256;
  private static final int LOOK_EVERY_MILLIS = 10;
  private static final int GIVE_UP_MILLIS = 2_000;

  private final ThreadPoolExecutor threads;
  private final int cpuMillis;

  /**
   * @param count threads at most
   * @param cpuMillis CPU time for one text at most, in milliseconds; 0 for none
   */
  ParserThreads(int count, int cpuMillis) {
    this.cpuMillis = cpuMillis;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            ParserThreads::thread);
    this.threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "sql-parser", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether there is any time to parse at all. */
  boolean areOpen() {
    return cpuMillis > 0;
  }

  /** The time for one statement, however often it is asked about. */
  CpuBudget budget() {
    return new CpuBudget(cpuMillis);
  }

  Opinion ask(String text, CpuBudget budget) {
    if (budget.isSpent()) {
      return Opinion.UNKNOWN;
    }
    ParseTask task = new ParseTask(text);
    try {
      return await(task, threads.submit(task), budget);
    } catch (RejectedExecutionException full) {
      return Opinion.UNKNOWN;
    } finally {
      budget.spend(task.cpuMillis());
    }
  }

  private static Opinion await(ParseTask task, Future<Opinion> answer, CpuBudget budget) {
    for (int waited = 0; waited < GIVE_UP_MILLIS; waited += LOOK_EVERY_MILLIS) {
      try {
        return answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillAtWork) {
        if (task.cpuMillis() > budget.leftMillis()) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (ExecutionException e) {
        return Opinion.UNKNOWN;
      }
    }
    task.stop();
    answer.cancel(true);
    return Opinion.UNKNOWN;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
