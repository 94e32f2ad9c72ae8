package io.spectra.job;

import java.util.List;

/**
 * How an ingest job applies its file.
 *
 * @param matchKey columns that tell which row a record is about; empty for the table's primary key
 * @param errorLimit rejected records after which the whole job fails; null for no limit
 */
public record LoadOptions(List<String> matchKey, Long errorLimit) {
  public LoadOptions {
    matchKey = matchKey == null ? List.of() : List.copyOf(matchKey);
  }
}
