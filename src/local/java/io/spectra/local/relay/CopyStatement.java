package io.spectra.local.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Redshift's COPY from S3 and writes the COPY … FROM STDIN that takes the same rows. */
final class CopyStatement {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "COPY\\s+([\\w.\"]+)(\\s*\\([^)]*\\))?\\s*FROM\\s*'(s3://[^']*)'(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private boolean csv;
  private boolean quoted;
  private boolean escape;
  private boolean gzip;
  private boolean manifest;
  private int skipLines;
  private String quote = "\"";
  private String delimiter;
  private String nullText;

  private CopyStatement(OptionTokens options) {
    while (options.more()) {
      option(options.word(), options);
    }
  }

  /**
   * @param start where the statement begins in {@code sql}, after comments
   * @return nothing if it is no COPY from S3
   */
  static Optional<Rewrite> rewrite(String sql, int start) {
    Matcher matcher = SYNTAX.matcher(sql).region(start, sql.length());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    CopyStatement statement = new CopyStatement(new OptionTokens(matcher.group(4)));
    int columnsEnd = matcher.group(2) == null ? matcher.end(1) : matcher.end(2);
    var copy =
        new PositionMap.Builder(sql)
            .insert("COPY ", start)
            .keep(matcher.start(1), columnsEnd)
            .insert(" FROM STDIN (" + statement.format() + ")", columnsEnd);
    Load load =
        new Load(
            S3Location.of(matcher.group(3)),
            statement.manifest,
            statement.gzip,
            statement.skipLines,
            matcher.group(1).replace("\"", ""));
    return Optional.of(new Rewrite(copy.sql(), copy.positions(), Optional.of(load)));
  }

  private void option(String word, OptionTokens options) {
    switch (word) {
      case "IAM_ROLE", "CREDENTIALS", "REGION", "STATUPDATE", "COMPUPDATE" -> options.value();
      case "FORMAT" -> options.accept("AS");
      case "CSV" -> csv = true;
      case "QUOTE" -> quote = options.value();
      case "DELIMITER" -> delimiter = options.value();
      case "NULL" -> nullText = options.value();
      case "IGNOREHEADER" -> skipLines = Integer.parseInt(options.value());
      case "GZIP" -> gzip = true;
      case "MANIFEST" -> manifest = true;
      case "REMOVEQUOTES" -> quoted = true;
      case "ESCAPE" -> escape = true;
      case "DATEFORMAT", "TIMEFORMAT" -> automatic(word, options.value());
      default -> throw new UnsupportedOptionException("COPY", word);
    }
  }

  private static void automatic(String word, String value) {
    if (!value.equalsIgnoreCase("auto")) {
      throw new UnsupportedOptionException("COPY", word + " '" + value + "'");
    }
  }

  private String format() {
    List<String> format = new ArrayList<>();
    boolean quotes = csv || quoted;
    format.add("FORMAT " + (quotes ? "csv" : "text"));
    format.add("DELIMITER " + Sql.literal(delimiter != null ? delimiter : csv ? "," : "|"));
    format.add("NULL " + Sql.literal(nullText != null ? nullText : ""));
    if (quotes) {
      format.add("QUOTE " + Sql.literal(quote));
    }
    if (quoted && escape) {
      format.add("ESCAPE '\\'");
    }
    return String.join(", ", format);
  }
}
