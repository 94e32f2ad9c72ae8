package io.spectra.job;

import java.util.List;

/**
 * How an ingest job applies its file.
 *
 * @param matchKey columns that tell which row a record is about; empty for the table's primary key
 * @param errorLimit rejected records after which the whole job fails; null for no limit
 * @param parts what was uploaded, in order; empty before the job is started
 */
public record LoadOptions(List<String> matchKey, Long errorLimit, List<UploadedPart> parts) {
  public LoadOptions {
    matchKey = matchKey == null ? List.of() : List.copyOf(matchKey);
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** The options of a job whose file is yet to come. */
  public LoadOptions(List<String> matchKey, Long errorLimit) {
    this(matchKey, errorLimit, List.of());
  }

  /** These options with what was uploaded. */
  public LoadOptions with(List<UploadedPart> uploaded) {
    return new LoadOptions(matchKey, errorLimit, uploaded);
  }

  /** The size of all that was uploaded. */
  public long uploadedBytes() {
    return parts.stream().mapToLong(UploadedPart::sizeBytes).sum();
  }
}
