package io.spectra.local.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Redshift's UNLOAD and writes the COPY … TO STDOUT that yields the same rows. */
final class UnloadStatement {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "UNLOAD\\s*\\(\\s*('(?:[^']|'')*'|\\$\\$.*?\\$\\$)\\s*\\)\\s*TO\\s*'(s3://[^']*)'(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private boolean csv;
  private boolean quoteAll;
  private boolean escape;
  private boolean header;
  private boolean gzip;
  private boolean parallel = true;
  private boolean overwrite;
  private String delimiter;
  private String nullText;
  private long maxFileBytes = Unload.DEFAULT_MAX_FILE_BYTES;

  private UnloadStatement(OptionTokens options) {
    while (options.more()) {
      option(options.word(), options);
    }
  }

  /**
   * @param start where the statement begins in {@code sql}, after comments
   * @return nothing if it is no UNLOAD
   */
  static Optional<Rewrite> rewrite(String sql, int start) {
    Matcher matcher = SYNTAX.matcher(sql).region(start, sql.length());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    UnloadStatement statement = new UnloadStatement(new OptionTokens(matcher.group(3)));
    var copy = new PositionMap.Builder(sql).insert("COPY (", start);
    if (sql.charAt(matcher.start(1)) == '\'') {
      copy.unquote(matcher.start(1) + 1, matcher.end(1) - 1);
    } else {
      copy.keep(matcher.start(1) + 2, matcher.end(1) - 2);
    }
    copy.insert("\n) TO STDOUT (" + statement.format() + ")", matcher.end(1));
    Unload unload = statement.unload(S3Location.of(matcher.group(2)));
    return Optional.of(new Rewrite(copy.sql(), copy.positions(), Optional.of(unload)));
  }

  private void option(String word, OptionTokens options) {
    switch (word) {
      case "IAM_ROLE", "CREDENTIALS", "REGION" -> options.value();
      case "FORMAT" -> options.accept("AS");
      case "CSV" -> csv = true;
      case "DELIMITER" -> delimiter = options.value();
      case "NULL" -> nullText = options.value();
      case "HEADER" -> header = true;
      case "GZIP" -> gzip = true;
      case "ADDQUOTES" -> quoteAll = true;
      case "ESCAPE" -> escape = true;
      case "ALLOWOVERWRITE" -> overwrite = true;
      case "PARALLEL" -> parallel = parallel(options);
      case "MAXFILESIZE" -> maxFileBytes = size(options);
      default -> throw new UnsupportedOptionException("UNLOAD", word);
    }
  }

  private static boolean parallel(OptionTokens options) {
    String value = options.word();
    return !value.equals("OFF") && !value.equals("FALSE");
  }

  private static long size(OptionTokens options) {
    double number = Double.parseDouble(options.value());
    if (options.accept("GB")) {
      return (long) (number * (1L << 30));
    }
    options.accept("MB");
    return (long) (number * (1L << 20));
  }

  private String format() {
    List<String> format = new ArrayList<>();
    format.add("FORMAT " + (csv || quoteAll ? "csv" : "text"));
    format.add("DELIMITER " + Sql.literal(delimiter != null ? delimiter : csv ? "," : "|"));
    format.add("NULL " + Sql.literal(nullText != null ? nullText : ""));
    if (header) {
      format.add("HEADER");
    }
    if (quoteAll) {
      format.add("FORCE_QUOTE *");
    }
    if (quoteAll && escape) {
      format.add("ESCAPE '\\'");
    }
    return String.join(", ", format);
  }

  private Unload unload(S3Location prefix) {
    return new Unload(prefix, gzip, header, parallel, overwrite, maxFileBytes);
  }
}
