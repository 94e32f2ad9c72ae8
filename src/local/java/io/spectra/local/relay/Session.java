package io.spectra.local.relay;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;

/** One client's connection and the connection to the database that belongs to it. */
final class Session implements Closeable {
  private static final Logger LOG = System.getLogger(Session.class.getName());

  private final Socket client;
  private final Database database;
  private final Sessions sessions;
  private final S3Transfers transfers;
  private final InFlight inFlight = new InFlight();
  private volatile Socket upstream;
  private volatile CancelKey key;

  Session(Socket client, Database database, Sessions sessions, S3Transfers transfers) {
    this.client = client;
    this.database = database;
    this.sessions = sessions;
    this.transfers = transfers;
  }

  /** Serves the client until one side ends the connection. */
  void run() {
    try (this) {
      client.setTcpNoDelay(true);
      FrameReader requests = new FrameReader(client.getInputStream());
      FrameWriter answers = new FrameWriter(client.getOutputStream());
      StartupRequest startup = StartupRequest.read(requests, answers);
      if (startup.cancels()) {
        CancelKey wanted = CancelKey.requested(startup.body());
        sessions.cancelTransfer(wanted);
        database.cancel(wanted);
      } else {
        serve(startup, requests, answers);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "session ended", e);
    }
  }

  /** Stops the transfer between database and S3 that this session has under way, if any. */
  void cancelTransfer() {
    transfers.cancel();
  }

  @Override
  public void close() throws IOException {
    sessions.ended(this, key);
    inFlight.close();
    transfers.cancel();
    client.close();
    if (upstream != null) {
      upstream.close();
    }
  }

  private void serve(StartupRequest startup, FrameReader requests, FrameWriter answers)
      throws IOException {
    transfers.of(startup.user());
    upstream = database.connect();
    FrameWriter out = new FrameWriter(upstream.getOutputStream());
    out.untyped(startup.forPostgres());
    out.flush();
    FrameReader in = new FrameReader(upstream.getInputStream());
    var back =
        new DatabaseToClient(
            in, answers, inFlight, transfers, new Announcements(this::keyFound), this::stop);
    sessions.start(() -> answer(back));
    new ClientToDatabase(requests, out, inFlight, transfers).run();
  }

  private void answer(DatabaseToClient back) {
    try (this) {
      back.run();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "session ended", e);
    }
  }

  private void keyFound(CancelKey found) {
    key = found;
    sessions.begun(this, found);
  }

  private void stop() {
    try {
      database.cancel(key);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot cancel a statement", e);
    }
  }
}
