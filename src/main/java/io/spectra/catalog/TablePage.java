package io.spectra.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A page of a tenant's tables.
 *
 * @param tables by schema and name; unmodifiable
 * @param last the last one that was looked at, where there are more behind it
 */
public record TablePage(List<TableName> tables, Optional<TableName> last) {
  public TablePage {
    tables = List.copyOf(tables);
  }
}
