package io.spectra.warehouse;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.OffsetMap;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What an error of the warehouse means to the caller, by its SQLSTATE. The
 * warehouse's own words are passed on only where they are about the caller's SQL.
 */
public final class WarehouseErrors {
  /** A warehouse that restarts or is full is worth another try after about this long. */
  private static final Duration LATER = Duration.ofSeconds(5);

  private static final String WRITE_REFUSED = "25006";
  private static final String PERMISSION_DENIED = "42501";
  private static final String STOPPED = "57014";

  /** S3's word for what no later try will change, such as a role that may not write. */
  private static final Pattern STORAGE_REFUSED = Pattern.compile("Status(?: Code:)? 4(?!29)\\d\\d");

  private WarehouseErrors() {}

  /**
   * @param error what the driver threw for a statement
   * @param offsets from positions in that statement to positions in the SQL as sent
   */
  public static Failure of(SQLException error, OffsetMap offsets) {
    String state = SqlState.of(error);
    return switch (state) {
      case PERMISSION_DENIED ->
          about(error, ErrorCode.FORBIDDEN, "The tenant may not do this in the warehouse");
      case WRITE_REFUSED ->
          about(error, ErrorCode.SQL_BLOCKED, "The query tries to write")
              .with("pattern", "write")
              .with("reason", "Queries run in a read-only transaction");
      case STOPPED ->
          Failure.of(ErrorCode.QUERY_TIMEOUT, "The warehouse ended the query for its time")
              .causedBy(error);
      default -> byClass(error, state, offsets);
    };
  }

  /** Whether the connection on which this happened can no longer be used. */
  public static boolean breaksConnection(SQLException error) {
    String state = SqlState.of(error);
    return state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
  }

  /** Whether a transaction failed only because another one changed the same rows or tables. */
  public static boolean collided(Failure failure) {
    return failure.getCause() instanceof SQLException error && SqlState.of(error).startsWith("40");
  }

  /** Whether the warehouse ended a statement because it took longer than it may. */
  static boolean tookTooLong(Failure failure) {
    return failure.code() == ErrorCode.QUERY_TIMEOUT
        && failure.getCause() instanceof SQLException error
        && SqlState.of(error).equals(STOPPED);
  }

  /**
   * Whether an UNLOAD or COPY failed only because the storage did, in a way that may pass: Redshift
   * tells S3's own status, as in {@code S3ServiceException:Please reduce your request rate.,Status
   * 503,Error SlowDown}.
   */
  public static boolean storageFaltered(Failure failure) {
    return failure.getCause() instanceof SQLException error
        && SqlState.of(error).startsWith("XX")
        && String.valueOf(error.getMessage()).contains("S3ServiceException")
        && !STORAGE_REFUSED.matcher(error.getMessage()).find();
  }

  /** What it means that data does not keep a constraint of its table. */
  static Failure constraint(SQLException error) {
    return about(error, ErrorCode.INVALID_REQUEST, "A constraint of the table is violated")
        .causedBy(error);
  }

  private static Failure byClass(SQLException error, String state, OffsetMap offsets) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "53", "57" -> unavailable(error);
      case "40" ->
          Failure.of(ErrorCode.UNAVAILABLE, "The query collided with a change to its tables")
              .retryAfter(Duration.ofSeconds(1))
              .causedBy(error);
      // Feature, cardinality, data, syntax or access rule, limits, errors that functions raise.
      case "0A", "21", "22", "42", "54", "P0" -> invalidSql(error, offsets);
      default ->
          Failure.of(ErrorCode.INTERNAL_ERROR, "The warehouse could not run the query")
              .with("source", "warehouse")
              .causedBy(error);
    };
  }

  /** What it means that no connection was to be had. */
  static Failure noConnection(SQLException error) {
    return SqlState.of(error).startsWith("28")
        ? Failure.of(ErrorCode.INTERNAL_ERROR, "The warehouse refused the tenant's login")
            .causedBy(error)
        : unavailable(error);
  }

  private static Failure unavailable(SQLException error) {
    return Failure.of(ErrorCode.UNAVAILABLE, "The warehouse is not available now")
        .retryAfter(LATER)
        .causedBy(error);
  }

  private static Failure invalidSql(SQLException error, OffsetMap offsets) {
    ServerErrorMessage server = serverMessage(error);
    Failure failure = about(error, ErrorCode.INVALID_SQL, "The warehouse refused the query");
    if (server == null) {
      return failure;
    }
    if (server.getPosition() > 0) {
      failure = failure.with("position", offsets.toSent(server.getPosition()));
    }
    return failure.with("hint", server.getHint() == null ? hint(server) : server.getHint());
  }

  /** The warehouse itself hints at misspelt names alone. */
  private static String hint(ServerErrorMessage server) {
    return server.getPosition() > 0
        ? "Check the SQL at this position"
        : "Check the values that the SQL works on";
  }

  private static Failure about(SQLException error, ErrorCode code, String otherwise) {
    ServerErrorMessage server = serverMessage(error);
    String words = server == null || server.getMessage() == null ? otherwise : server.getMessage();
    return Failure.of(code, words).with("source", "warehouse");
  }

  private static ServerErrorMessage serverMessage(SQLException error) {
    return error instanceof RedshiftException redshift ? redshift.getServerErrorMessage() : null;
  }
}
