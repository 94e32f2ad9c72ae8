package io.spectra.bulk.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.bulk.export.Unloaded.UnloadedFile;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what {@code MANIFEST VERBOSE} says about the files of an UNLOAD. Pure. */
final class UnloadManifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private UnloadManifest() {}

  /**
   * @param manifest its content; empty where the query gave no rows and nothing was written
   * @param header whether a header stands in each file, which the manifest counts as a row
   * @return the files that hold rows, in the order of their names
   * @throws Failure {@code INTERNAL_ERROR} when it cannot be read
   */
  static List<UnloadedFile> read(Optional<byte[]> manifest, boolean header) {
    if (manifest.isEmpty()) {
      return List.of();
    }
    try {
      List<UnloadedFile> files = new ArrayList<>();
      for (JsonNode entry : JSON.readTree(manifest.get()).path("entries")) {
        JsonNode meta = entry.path("meta");
        long rows = meta.path("record_count").asLong() - (header ? 1 : 0);
        if (rows > 0) {
          String key = URI.create(entry.path("url").asText()).getPath().substring(1);
          files.add(new UnloadedFile(key, meta.path("content_length").asLong(), rows));
        }
      }
      files.sort(Comparator.comparing(UnloadedFile::key));
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The manifest of the UNLOAD cannot be read.")
          .causedBy(e);
    }
  }
}
