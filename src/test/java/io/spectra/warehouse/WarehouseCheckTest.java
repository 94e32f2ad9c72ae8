package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.auth.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class WarehouseCheckTest {
  @Test
  @DisplayName("R-086 Readiness sees that the warehouse answers, again and again")
  void answers() {
    WarehouseCheck check =
        new WarehouseCheck(WarehouseCheckTest::tenants, TestWarehouse.config(Map.of()));
    try {
      assertThat(check.answers()).isTrue();
      assertThat(check.answers()).isTrue();
    } finally {
      check.close();
    }
  }

  @Test
  @DisplayName("R-086 Readiness sees at once that nothing listens where the warehouse should be")
  void down() {
    WarehouseConfig nowhere =
        TestWarehouse.config(Map.of("url", "jdbc:redshift://127.0.0.1:1/none?ssl=false"));
    WarehouseCheck check = new WarehouseCheck(WarehouseCheckTest::tenants, nowhere);
    try {
      assertThat(check.answers()).isFalse();
    } finally {
      check.close();
    }
  }

  @Test
  @DisplayName("R-086 Without a tenant there is nobody to ask for, and nothing is wrong")
  void nobodyToAskFor() {
    assertThat(new WarehouseCheck(List::of, TestWarehouse.config(Map.of())).answers()).isTrue();
  }

  private static Collection<Tenant> tenants() {
    return List.of(TestWarehouse.ACME);
  }
}
