package io.spectra.local.relay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The open sessions of a relay, and the keys with which their statements can be cancelled. */
final class Sessions implements Closeable {
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final Map<CancelKey, Session> byKey = new ConcurrentHashMap<>();
  private final ExecutorService threads;

  /**
   * @param threads gives every task a thread of its own
   */
  Sessions(ExecutorService threads) {
    this.threads = threads;
  }

  void start(Session session) {
    open.add(session);
    threads.execute(session::run);
  }

  void start(Runnable task) {
    threads.execute(task);
  }

  void begun(Session session, CancelKey key) {
    byKey.put(key, session);
  }

  void ended(Session session, CancelKey key) {
    open.remove(session);
    if (key != null) {
      byKey.remove(key, session);
    }
  }

  /** Stops the transfer of the session with this key; an unknown key does nothing. */
  void cancelTransfer(CancelKey key) {
    Session session = byKey.get(key);
    if (session != null) {
      session.cancelTransfer();
    }
  }

  /** Ends all sessions. */
  @Override
  public void close() throws IOException {
    for (Session session : open) {
      session.close();
    }
  }
}
