package io.spectra.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Startup;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many queries run at the same time: so many of a tenant, so many in all. Who finds no seat
 * waits in the line of its tenant, without a thread; who finds no place in the line is refused at
 * once. Seats that get free go to the tenants in turn. Safe for use by many threads.
 */
@Startup
@ApplicationScoped
public class QuerySeats {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int seats;
  private final int perTenant;
  private final int places;
  private final int placesPerTenant;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, Line> inTurn = new LinkedHashMap<>();
  private int seated;
  private int waiting;

  /** A tenant's seats, and who waits for one. */
  private static final class Line {
    private final Deque<Guest> guests = new ArrayDeque<>();
    private int seats;
    private int seated;
  }

  @Inject
  public QuerySeats(LimitsConfig config) {
    this(
        config.queries(),
        config.queriesPerTenant(),
        config.waitingQueries(),
        config.waitingQueriesPerTenant());
    gauge("queries.seated", "Queries that run, or are about to", QuerySeats::seated);
    gauge("queries.seats", "Queries that may run at the same time", all -> all.seats);
    gauge("queries.waiting", "Queries that wait for a seat", QuerySeats::waiting);
  }

  private void gauge(String name, String about, ToDoubleFunction<QuerySeats> count) {
    Gauge.builder("spectra." + name, this, count)
        .description(about)
        .register(Metrics.globalRegistry);
  }

  private synchronized int seated() {
    return seated;
  }

  private synchronized int waiting() {
    return waiting;
  }

  /**
   * Seats of another kind than the deployment's.
   *
   * @param seats that are taken at the same time, in all
   * @param perTenant of them, where a tenant has none of its own
   * @param places for those who wait, in all
   * @param placesPerTenant of them
   */
  public QuerySeats(int seats, int perTenant, int places, int placesPerTenant) {
    this.seats = seats;
    this.perTenant = perTenant;
    this.places = places;
    this.placesPerTenant = placesPerTenant;
  }

  /** One query that asks for a seat; it holds at most one. */
  public final class Guest {
    private final String tenant;
    private final Runnable onSeat;
    private boolean sits;
    private boolean left;

    private Guest(String tenant, Runnable onSeat) {
      this.tenant = tenant;
      this.onSeat = onSeat;
    }

    /** Gives back the seat, or the place in the line; done once, whatever is called again. */
    public void leave() {
      QuerySeats.this.leave(this);
    }

    /** Whether it waits no longer. */
    public boolean isSeated() {
      synchronized (QuerySeats.this) {
        return sits;
      }
    }

    /** Gives up waiting: false when it has a seat by now, or has left. */
    public boolean giveUp() {
      synchronized (QuerySeats.this) {
        if (sits || left) {
          return false;
        }
      }
      leave();
      return true;
    }
  }

  /**
   * Asks for a seat.
   *
   * @param own seats of this tenant; the deployment's default where it is 0
   * @param onSeat called once there is a seat, maybe before this returns, by whichever thread gives
   *     one back; it must not block
   * @return to be told when the query has ended
   * @throws Failure {@code RATE_LIMITED} when too many of the tenant wait, {@code UNAVAILABLE} when
   *     too many wait in all
   */
  public Guest ask(String tenant, int own, Runnable onSeat) {
    return ask(new Guest(tenant, onSeat), own, false);
  }

  /** Like {@link #ask}, for one who is let into the line however long it is. */
  public Guest insist(String tenant, int own, Runnable onSeat) {
    return ask(new Guest(tenant, onSeat), own, true);
  }

  private Guest ask(Guest guest, int own, boolean always) {
    synchronized (this) {
      Line line = lines.computeIfAbsent(guest.tenant, fresh -> new Line());
      line.seats = own == 0 ? perTenant : own;
      if (line.seated >= line.seats || seated >= seats) {
        if (!always) {
          checkPlace(guest, line);
        }
        waitInLine(guest, line);
        return guest;
      }
      sit(guest, line);
    }
    guest.onSeat.run();
    return guest;
  }

  private void checkPlace(Guest guest, Line line) {
    if (line.guests.size() >= placesPerTenant) {
      throw Failure.of(ErrorCode.RATE_LIMITED, "Too many queries at the same time")
          .with("retry_after", SOON.toSeconds())
          .retryAfter(SOON);
    }
    if (waiting >= places) {
      forget(guest.tenant, line);
      throw Failure.of(ErrorCode.UNAVAILABLE, "The service is at its limit; try again")
          .retryAfter(SOON);
    }
  }

  private void waitInLine(Guest guest, Line line) {
    line.guests.add(guest);
    waiting++;
    inTurn.putIfAbsent(guest.tenant, line);
  }

  private void sit(Guest guest, Line line) {
    guest.sits = true;
    line.seated++;
    seated++;
  }

  private void leave(Guest guest) {
    Guest next;
    synchronized (this) {
      if (guest.left) {
        return;
      }
      guest.left = true;
      Line line = lines.get(guest.tenant);
      if (guest.sits) {
        line.seated--;
        seated--;
      } else if (line.guests.remove(guest)) {
        waiting--;
      }
      next = next();
      forget(guest.tenant, line);
    }
    if (next != null) {
      next.onSeat.run();
    }
  }

  /** The first in the line of the tenant whose turn it is, seated; null when nobody may sit. */
  private Guest next() {
    if (seated >= seats) {
      return null;
    }
    for (Map.Entry<String, Line> turn : inTurn.entrySet()) {
      Line line = turn.getValue();
      if (line.seated < line.seats && !line.guests.isEmpty()) {
        Guest guest = line.guests.poll();
        waiting--;
        sit(guest, line);
        inTurn.remove(turn.getKey());
        if (!line.guests.isEmpty()) {
          inTurn.put(turn.getKey(), line);
        }
        return guest;
      }
    }
    return null;
  }

  private void forget(String tenant, Line line) {
    if (line.guests.isEmpty()) {
      inTurn.remove(tenant);
      if (line.seated == 0) {
        lines.remove(tenant);
      }
    }
  }
}
