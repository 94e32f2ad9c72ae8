package io.spectra.local.relay;

import java.io.IOException;
import java.util.Optional;

/**
 * Passes the database's answers on to the client: takes the rows of an UNLOAD out of them, and puts
 * errors into the client's terms.
 */
final class DatabaseToClient {
  private final FrameReader database;
  private final FrameWriter client;
  private final InFlight inFlight;
  private final S3Transfers transfers;
  private final Announcements announcements;
  private final Runnable stopDatabase;
  private UnloadReceiver unload;

  DatabaseToClient(
      FrameReader database,
      FrameWriter client,
      InFlight inFlight,
      S3Transfers transfers,
      Announcements announcements,
      Runnable stopDatabase) {
    this.database = database;
    this.client = client;
    this.inFlight = inFlight;
    this.transfers = transfers;
    this.announcements = announcements;
    this.stopDatabase = stopDatabase;
  }

  /** Runs until the database goes. */
  void run() throws IOException {
    try {
      for (int type = database.type(); type >= 0; type = database.type()) {
        pass(type);
        if (database.drained()) {
          client.flush();
        }
      }
    } finally {
      if (unload != null) {
        unload.drop();
      }
    }
  }

  private void pass(int type) throws IOException {
    switch (type) {
      case Answer.PARSE_COMPLETE, Answer.BIND_COMPLETE, Answer.CLOSE_COMPLETE -> {
        inFlight.answered();
        database.forward(type, client);
      }
      case Answer.ROW_DESCRIPTION, Answer.NO_DATA -> {
        inFlight.answeredIf(Operation.DESCRIBE);
        database.forward(type, client);
      }
      case Answer.EMPTY_QUERY, Answer.PORTAL_SUSPENDED -> {
        inFlight.answeredIf(Operation.EXECUTE);
        database.forward(type, client);
      }
      case Answer.COPY_IN, Answer.COPY_OUT -> copyBegins(type);
      case Answer.COPY_DATA, Answer.COPY_DONE -> copyGoesOn(type);
      case Answer.COMMAND_COMPLETE -> commandComplete();
      case Answer.ERROR -> error();
      case Answer.READY -> ready();
      case Answer.BACKEND_KEY, Answer.PARAMETER_STATUS ->
          announcements.pass(type, database.body(), client);
      default -> database.forward(type, client);
    }
  }

  private void copyBegins(int type) throws IOException {
    Optional<Escort> escort = escort();
    if (escort.isEmpty()) {
      database.forward(type, client);
      return;
    }
    database.body();
    if (escort.get().transfer() instanceof Unload plan) {
      UnloadRun run = transfers.unload(plan, escort.get());
      unload = new UnloadReceiver(escort.get(), run, stopDatabase);
    } else {
      escort.get().loading();
    }
  }

  private void copyGoesOn(int type) throws IOException {
    if (unload == null) {
      database.forward(type, client);
    } else {
      byte[] row = database.body();
      if (type == Answer.COPY_DATA) {
        unload.row(row);
      }
    }
  }

  private void commandComplete() throws IOException {
    Optional<Escort> escort = escort();
    if (escort.isEmpty()) {
      inFlight.answeredIf(Operation.EXECUTE);
      database.forward(Answer.COMMAND_COMPLETE, client);
      return;
    }
    String rows = CString.at(database.body(), 0).replaceAll("\\D", "");
    boolean stored = unload == null || unload.complete();
    unload = null;
    if (stored) {
      client.message(Answer.NOTICE, ErrorFields.info(summary(escort.get().transfer(), rows)));
      client.message(Answer.COMMAND_COMPLETE, CString.of(tag(escort.get().transfer())));
      inFlight.answeredIf(Operation.EXECUTE);
      escort.get().over();
    } else {
      inFlight.answeredIf(Operation.EXECUTE);
      escort.get().failedAfterSuccess();
    }
  }

  private void error() throws IOException {
    byte[] body = database.body();
    Optional<Operation> operation = inFlight.current();
    if (unload != null) {
      unload.drop();
      unload = null;
    }
    client.message(Answer.ERROR, inClientsTerms(body, operation));
    inFlight.failed();
    operation.flatMap(Operation::transferring).ifPresent(Escort::over);
  }

  private static byte[] inClientsTerms(byte[] body, Optional<Operation> operation) {
    Optional<TransferFailure> failure =
        operation.flatMap(Operation::transferring).flatMap(Escort::failure);
    if (failure.isPresent()) {
      return ErrorFields.error(failure.get());
    }
    return operation
        .map(Operation::positions)
        .map(positions -> ErrorFields.mapPosition(body, positions))
        .orElse(body);
  }

  /** A query whose transfer failed after its success is ready only after the relay's own query. */
  private void ready() throws IOException {
    Optional<Operation> operation = inFlight.answered();
    boolean failureFollows =
        operation
            .filter(some -> !some.injected())
            .flatMap(Operation::transferring)
            .filter(escort -> !escort.isOver())
            .isPresent();
    if (failureFollows) {
      database.body();
    } else {
      database.forward(Answer.READY, client);
    }
  }

  private Optional<Escort> escort() {
    return inFlight.current().flatMap(Operation::transferring);
  }

  private static String tag(Transfer transfer) {
    return transfer instanceof Unload ? "UNLOAD" : "COPY";
  }

  private static String summary(Transfer transfer, String rows) {
    return transfer instanceof Load load
        ? "Load into table '%s' completed, %s record(s) loaded successfully."
            .formatted(load.table(), rows)
        : "UNLOAD completed, %s record(s) unloaded successfully.".formatted(rows);
  }
}
