package io.spectra.local.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redshift's SHOW statements, with which its driver reads the catalogue, as queries on the
 * information schema. Their parameters keep their numbers; a pattern that the statement leaves out
 * becomes one that everything matches.
 */
final class CatalogStatements {
  private static final Map<Pattern, String> QUERIES = new LinkedHashMap<>();

  static {
    add("SHOW DATABASES", "show-databases.sql");
    add("SHOW SCHEMAS FROM DATABASE \\$1(?: LIKE (\\$2))?", "show-schemas.sql");
    add("SHOW TABLES FROM SCHEMA \\$1\\.\\$2(?: LIKE (\\$3))?", "show-tables.sql");
    add("SHOW COLUMNS FROM TABLE \\$1\\.\\$2\\.\\$3(?: LIKE (\\$4))?", "show-columns.sql");
    add("SHOW CONSTRAINTS PRIMARY KEYS FROM TABLE \\$1\\.\\$2\\.\\$3()", "show-primary-keys.sql");
  }

  private CatalogStatements() {}

  /**
   * @param start where the statement begins in {@code sql}, after comments
   * @return nothing if it is none of these
   */
  static Optional<Rewrite> rewrite(String sql, int start) {
    for (var query : QUERIES.entrySet()) {
      Matcher matcher = query.getKey().matcher(sql).region(start, sql.length());
      if (matcher.matches()) {
        boolean filtered = matcher.groupCount() > 0 && matcher.group(1) != null;
        String pattern = filtered ? matcher.group(1) + "::text" : "'%'";
        return Optional.of(Rewrite.of(sql, query.getValue().replace("{pattern}", pattern)));
      }
    }
    return Optional.empty();
  }

  private static void add(String syntax, String resource) {
    Pattern pattern = Pattern.compile(syntax + "\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    try (var sql = CatalogStatements.class.getResourceAsStream(resource)) {
      QUERIES.put(pattern, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
