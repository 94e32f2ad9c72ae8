package io.spectra.local.relay;

import java.io.IOException;
import java.util.Optional;

/**
 * Passes a client's messages on to the database, and rewrites the statements in them that only
 * Redshift knows. All that the database gets comes from this one thread: rows of a COPY too.
 */
final class ClientToDatabase {
  private static final int TERMINATE = 'X';
  private static final int FLUSH = 'H';
  private static final int COPY_DATA = 'd';
  private static final int COPY_DONE = 'c';
  private static final int COPY_FAIL = 'f';

  private final FrameReader client;
  private final FrameWriter database;
  private final InFlight inFlight;
  private final S3Transfers transfers;
  private final Statements statements = new Statements();

  ClientToDatabase(
      FrameReader client, FrameWriter database, InFlight inFlight, S3Transfers transfers) {
    this.client = client;
    this.database = database;
    this.inFlight = inFlight;
    this.transfers = transfers;
  }

  /** Runs until the client goes. */
  void run() throws IOException {
    for (int type = client.type(); type >= 0; type = client.type()) {
      pass(type);
      if (client.drained() || type == TERMINATE) {
        database.flush();
      }
    }
  }

  private void pass(int type) throws IOException {
    switch (type) {
      case Operation.PARSE -> parse();
      case Operation.BIND -> bind();
      case Operation.EXECUTE -> execute();
      case Operation.QUERY -> query();
      case Operation.DESCRIBE, Operation.CLOSE, Operation.SYNC -> {
        inFlight.sent(Operation.of(type));
        client.forward(type, database);
      }
      default -> client.forward(type, database);
    }
  }

  private void parse() throws IOException {
    byte[] body = client.body();
    int sql = CString.end(body, 0) + 1;
    Optional<Rewrite> rewrite = RedshiftDialect.rewrite(body, sql);
    statements.parsed(CString.at(body, 0), rewrite);
    inFlight.sent(Operation.mapped(Operation.PARSE, rewrite.map(Rewrite::positions).orElse(null)));
    database.message(Operation.PARSE, replaced(body, sql, rewrite));
  }

  private void bind() throws IOException {
    byte[] body = client.body();
    int statement = CString.end(body, 0) + 1;
    statements.bound(CString.at(body, 0), CString.at(body, statement));
    inFlight.sent(Operation.of(Operation.BIND));
    database.message(Operation.BIND, body);
  }

  private void execute() throws IOException {
    byte[] body = client.body();
    Optional<Escort> escort = statements.executed(CString.at(body, 0));
    if (escort.isEmpty()) {
      inFlight.sent(Operation.of(Operation.EXECUTE));
      database.message(Operation.EXECUTE, body);
    } else {
      accompany(Operation.EXECUTE, body, escort.get());
    }
  }

  private void query() throws IOException {
    byte[] body = client.body();
    Optional<Rewrite> rewrite = RedshiftDialect.rewrite(body, 0);
    Optional<Escort> escort = rewrite.flatMap(Statements::escort);
    if (escort.isPresent()) {
      accompany(Operation.QUERY, replaced(body, 0, rewrite), escort.get());
    } else {
      PositionMap positions = rewrite.map(Rewrite::positions).orElse(null);
      inFlight.sent(Operation.mapped(Operation.QUERY, positions));
      database.message(Operation.QUERY, replaced(body, 0, rewrite));
    }
  }

  /** Sends a statement that transfers data, and nothing after it before it has ended. */
  private void accompany(int type, byte[] body, Escort escort) throws IOException {
    transfers.begin(escort);
    inFlight.sent(Operation.executing(type, escort));
    database.message(type, body);
    flush(type);
    if (escort.transfer() instanceof Load load && escort.awaitLoading()) {
      load(type, load, escort);
    }
    if (escort.awaitEnd()) {
      fail(type, escort);
    }
    transfers.end(escort);
  }

  private void load(int type, Load load, Escort escort) throws IOException {
    try {
      LoadRun run = transfers.load(load, escort);
      run.run((chunk, length) -> row(chunk, length, escort));
      database.message(COPY_DONE);
    } catch (DatabaseGoneException e) {
      throw e;
    } catch (IOException e) {
      escort.fail(TransferException.failure(e));
      database.message(COPY_FAIL, CString.of(String.valueOf(e.getMessage())));
    }
    flush(type);
  }

  private boolean row(byte[] chunk, int length, Escort escort) throws DatabaseGoneException {
    try {
      database.header(COPY_DATA, length);
      database.bytes(chunk, 0, length);
      return !escort.isOver();
    } catch (IOException e) {
      throw new DatabaseGoneException(e);
    }
  }

  /** Makes the database fail as well, so that it knows the transaction to be broken. */
  private void fail(int type, Escort escort) throws IOException {
    String impossible = "transfer to S3 failed";
    if (type == Operation.QUERY) {
      inFlight.sent(Operation.failing(Operation.QUERY, escort));
      database.message(Operation.QUERY, CString.of(impossible));
    } else {
      inFlight.sent(Operation.failing(Operation.PARSE, escort));
      database.message(Operation.PARSE, parseBody(impossible));
    }
    flush(type);
  }

  /** The name is one that no client uses; the two bytes say that there are no parameter types. */
  private static byte[] parseBody(String sql) {
    byte[] strings = CString.of("spectra_relay_failure", sql);
    return java.util.Arrays.copyOf(strings, strings.length + Short.BYTES);
  }

  /** Without a Flush the database keeps its answers to itself until the Sync. */
  private void flush(int type) throws IOException {
    if (type != Operation.QUERY) {
      database.message(FLUSH);
    }
    database.flush();
  }

  private static byte[] replaced(byte[] body, int sql, Optional<Rewrite> rewrite) {
    return rewrite.map(some -> CString.replace(body, sql, some.sql())).orElse(body);
  }
}
