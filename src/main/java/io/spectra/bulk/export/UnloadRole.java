package io.spectra.bulk.export;

import io.spectra.warehouse.WarehouseConfig;
import java.util.Optional;

/** By which role the warehouse writes exports: one of their own, else the common one. Pure. */
final class UnloadRole {
  private UnloadRole() {}

  static Optional<String> of(ExportConfig exports, WarehouseConfig warehouse) {
    return exports.unload().iamRole().or(warehouse::iamRole);
  }
}
