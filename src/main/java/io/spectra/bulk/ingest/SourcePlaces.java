package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.read.FileRefused;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.TableColumn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the values of a file's columns are staged; learns names as JSON brings them. */
final class SourcePlaces {
  private final FileHeader header;
  private final Layout layout;
  private final Map<String, String> named = new LinkedHashMap<>();
  private List<String> known;
  private int[] places = {};

  SourcePlaces(FileHeader header, Layout layout) {
    this.header = header;
    this.layout = layout;
  }

  /**
   * @param columns the file's columns so far; the same list while the file is the same
   * @return the place of each, -1 for one that is not staged
   */
  int[] of(List<String> columns) {
    if (known != columns) {
      known = columns;
      places = new int[0];
      named.clear();
    }
    int from = places.length;
    if (columns.size() > from) {
      places = Arrays.copyOf(places, columns.size());
      for (int i = from; i < places.length; i++) {
        places[i] = place(columns.get(i));
      }
    }
    return places;
  }

  private int place(String name) {
    TableColumn column = header.column(name);
    String other = named.putIfAbsent(column.name(), name);
    if (other != null) {
      throw FileRefused.because(
          "The file names the column '%s' twice: '%s' and '%s'."
              .formatted(column.name(), other, name));
    }
    return layout.indexOf(column.name());
  }
}
