package io.spectra.local.relay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SET, SHOW and RESET of settings that Redshift has and PostgreSQL has not. */
final class SettingStatements {
  private static final Pattern READ_ONLY =
      Pattern.compile("SET\\s+readonly\\s*(?:=|TO)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern OWN =
      Pattern.compile(
          "(SET|SHOW|RESET)\\s+(query_group|enable_result_cache_for_session|wlm_query_slot_count"
              + "|enable_case_sensitive_identifier)\\b",
          Pattern.CASE_INSENSITIVE);

  private SettingStatements() {}

  /**
   * @param start where the statement begins in {@code sql}, after comments
   * @return nothing if it is none of these
   */
  static Optional<Rewrite> rewrite(String sql, int start) {
    Matcher readOnly = READ_ONLY.matcher(sql).region(start, sql.length());
    if (readOnly.lookingAt()) {
      return replaceHead(sql, start, readOnly.end(), "SET default_transaction_read_only = ");
    }
    Matcher own = OWN.matcher(sql).region(start, sql.length());
    if (own.lookingAt()) {
      return replaceHead(sql, start, own.end(), own.group(1) + " redshift." + own.group(2));
    }
    return Optional.empty();
  }

  private static Optional<Rewrite> replaceHead(String sql, int start, int end, String head) {
    var builder = new PositionMap.Builder(sql).insert(head, start).keep(end, sql.length());
    return Optional.of(new Rewrite(builder.sql(), builder.positions(), Optional.empty()));
  }
}
