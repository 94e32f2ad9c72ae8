package io.spectra.local.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Redshift's UNLOAD and writes the COPY … TO STDOUT that yields the same rows. */
final class UnloadStatement {
  private static final Pattern HEAD =
      Pattern.compile("UNLOAD\\s*\\(\\s*(?='|\\$\\$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAIL =
      Pattern.compile(
          "\\s*\\)\\s*TO\\s*'(s3://[^']*)'(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern OUTER_LIMIT =
      Pattern.compile("\\bLIMIT\\s+\\d+[^()]*$", Pattern.CASE_INSENSITIVE);
  private static final long LEAST_FILE_BYTES = 5L << 20;

  private boolean csv;
  private boolean parquet;
  private boolean manifest;
  private boolean encrypted;
  private boolean kms;
  private String extension;
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
    Matcher head = HEAD.matcher(sql).region(start, sql.length());
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    int open = head.end();
    int end = endOfLiteral(sql, open);
    Matcher tail = TAIL.matcher(sql).region(end, sql.length());
    if (!tail.matches()) {
      return Optional.empty();
    }
    UnloadStatement statement = new UnloadStatement(new OptionTokens(tail.group(2)));
    statement.check();
    boolean quoted = sql.charAt(open) == '\'';
    int from = open + (quoted ? 1 : 2);
    int to = end - (quoted ? 1 : 2);
    var query = new PositionMap.Builder(sql);
    String unloaded = (quoted ? query.unquote(from, to) : query.keep(from, to)).sql();
    if (OUTER_LIMIT.matcher(unloaded).find()) {
      throw new UnsupportedOptionException("UNLOAD", "LIMIT in the outer SELECT");
    }
    var copy = new PositionMap.Builder(sql).insert("COPY (", start);
    copy = quoted ? copy.unquote(from, to) : copy.keep(from, to);
    copy.insert("\n) TO STDOUT (" + statement.format() + ")", end);
    Unload unload = statement.unload(S3Location.of(tail.group(1)), unloaded);
    return Optional.of(new Rewrite(copy.sql(), copy.positions(), Optional.of(unload)));
  }

  /**
   * Behind the literal that begins here, in which {@code \'\'} and {@code \\x} stand for one
   * character.
   */
  private static int endOfLiteral(String sql, int open) {
    if (sql.charAt(open) == '$') {
      int close = sql.indexOf("$$", open + 2);
      return close < 0 ? sql.length() : close + 2;
    }
    for (int i = open + 1; i < sql.length(); i++) {
      char unit = sql.charAt(i);
      boolean doubled = unit == '\'' && i + 1 < sql.length() && sql.charAt(i + 1) == '\'';
      if (unit == '\'' && !doubled) {
        return i + 1;
      }
      i += doubled || unit == '\\' ? 1 : 0;
    }
    return sql.length();
  }

  /** What Redshift does not take together. */
  private void check() {
    if (kms && !encrypted) {
      throw new UnsupportedOptionException("UNLOAD", "KMS_KEY_ID without ENCRYPTED");
    }
    if (parquet && (gzip || header || delimiter != null || nullText != null || escape)) {
      throw new UnsupportedOptionException("UNLOAD", "PARQUET with an option of text files");
    }
    if (maxFileBytes < LEAST_FILE_BYTES || maxFileBytes > Unload.DEFAULT_MAX_FILE_BYTES) {
      throw new UnsupportedOptionException("UNLOAD", "MAXFILESIZE below 5 MB or above 6.2 GB");
    }
  }

  private void option(String word, OptionTokens options) {
    switch (word) {
      case "IAM_ROLE", "CREDENTIALS", "REGION" -> options.value();
      case "FORMAT" -> options.accept("AS");
      case "CSV" -> csv = true;
      case "PARQUET" -> parquet = true;
      case "MANIFEST" -> manifest = verbose(options);
      case "ENCRYPTED" -> encrypted = automatic(options);
      case "KMS_KEY_ID" -> kms = !options.value().isEmpty();
      case "EXTENSION" -> extension = options.value();
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

  /** The manifest of this stand-in always says everything. */
  private static boolean verbose(OptionTokens options) {
    options.accept("VERBOSE");
    return true;
  }

  private static boolean automatic(OptionTokens options) {
    options.accept("AUTO");
    return true;
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

  private Unload.Kind kind() {
    if (parquet) {
      return Unload.Kind.PARQUET;
    }
    return csv || quoteAll || escape ? Unload.Kind.AS_SENT : Unload.Kind.RAW;
  }

  private String format() {
    if (kind() != Unload.Kind.AS_SENT) {
      return header ? "FORMAT text, HEADER" : "FORMAT text";
    }
    List<String> format = new ArrayList<>();
    format.add("FORMAT " + (csv || quoteAll ? "csv" : "text"));
    format.add("DELIMITER " + Sql.literal(delimiter()));
    format.add("NULL " + Sql.literal(nullText()));
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

  private String delimiter() {
    return delimiter != null ? delimiter : csv ? "," : "|";
  }

  private String nullText() {
    return nullText != null ? nullText : "";
  }

  private Unload unload(S3Location prefix, String query) {
    var files =
        new Unload.UnloadFiles(
            kind(), gzip, header, nullText(), delimiter(), Optional.ofNullable(extension), query);
    return new Unload(prefix, files, parallel, overwrite, manifest, maxFileBytes);
  }
}
