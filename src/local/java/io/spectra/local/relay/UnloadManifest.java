package io.spectra.local.relay;

import java.util.List;
import java.util.stream.Collectors;

/** The manifest of an UNLOAD, as MANIFEST VERBOSE writes it. Pure. */
final class UnloadManifest {
  private UnloadManifest() {}

  static String of(List<UnloadFile> files) {
    String entries =
        files.stream()
            .map(
                file ->
                    "    {\"url\":\"%s\", \"meta\": { %s }}"
                        .formatted(file.location(), meta(file.objectSize(), file.rows())))
            .collect(Collectors.joining(",\n"));
    long size = files.stream().mapToLong(UnloadFile::objectSize).sum();
    long rows = files.stream().mapToLong(UnloadFile::rows).sum();
    return """
        {
          "entries": [
        %s
          ],
          "meta": { %s },
          "author": { "name": "Amazon Redshift", "version": "1.0.0" }
        }
        """
        .formatted(entries, meta(size, rows));
  }

  private static String meta(long size, long rows) {
    return "\"content_length\": %d, \"record_count\": %d".formatted(size, rows);
  }
}
