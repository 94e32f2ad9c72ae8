package io.spectra.query.background;

import io.spectra.auth.Tenant;
import io.spectra.limits.QuerySeats;
import io.spectra.limits.QuerySeats.Guest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The order in which queries run that are answered before: a tenant has its share of the workers,
 * and free ones go to the tenants in turn. Whoever has a worker then takes one of the tenant's
 * seats for queries, as every query does, so that a tenant never has more connections at work than
 * it may. Safe for use by many threads.
 */
@ApplicationScoped
public class BackgroundLine {
  private final int share;
  private final QuerySeats turns;
  private final QuerySeats seats;
  private final ExecutorService workers;

  public BackgroundLine(BackgroundConfig config, QuerySeats seats) {
    this.share = config.workersPerTenant();
    this.seats = seats;
    // Who waits here has its place already: Places bounds them.
    this.turns =
        new QuerySeats(
            config.workers(), config.workersPerTenant(), Integer.MAX_VALUE, Integer.MAX_VALUE);
    this.workers =
        Executors.newFixedThreadPool(
            config.workers(), task -> new Thread(task, "spectra-background"));
  }

  /** Has a query of the tenant run in its turn. */
  void add(Tenant tenant, Runnable query) {
    int own = tenant.limits().queryConcurrency().orElse(0);
    int most = own == 0 ? share : Math.min(own, share);
    CompletableFuture<Guest> turn = new CompletableFuture<>();
    turn.complete(turns.ask(tenant.id(), most, () -> seat(tenant.id(), own, query, turn)));
  }

  private void seat(String tenant, int own, Runnable query, CompletableFuture<Guest> turn) {
    CompletableFuture<Guest> seat = new CompletableFuture<>();
    seat.complete(seats.insist(tenant, own, () -> start(query, turn, seat)));
  }

  private void start(Runnable query, CompletableFuture<Guest> turn, CompletableFuture<Guest> seat) {
    try {
      workers.execute(
          () -> {
            try {
              query.run();
            } finally {
              seat.thenAccept(Guest::leave);
              turn.thenAccept(Guest::leave);
            }
          });
    } catch (RejectedExecutionException stopped) {
      // Nothing is begun any more; BackgroundQueries has said so in its record.
      seat.thenAccept(Guest::leave);
    }
  }

  /** Begins no more. */
  void stop() {
    workers.shutdown();
  }

  @PreDestroy
  void close() {
    workers.shutdownNow();
  }
}
