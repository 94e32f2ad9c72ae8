package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.TestConfig;
import io.spectra.bulk.ingest.read.ByteLimit;
import io.spectra.bulk.ingest.read.RecordSource;
import io.spectra.bulk.ingest.read.RecordSources;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import io.spectra.warehouse.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which records need no judge, and when a key is known not to repeat. */
class PlainLaneTest {
  private static final TableColumn ID = column(1, "id", ColumnType.BIGINT, false);
  private static final TableColumn NAME = column(2, "name", ColumnType.VARCHAR, true);
  private static final TableColumn TENANT = column(3, "tenant_id", ColumnType.VARCHAR, false);
  private static final Layout LAYOUT = new Layout(List.of(ID, NAME, TENANT), false, true);

  private final List<Boolean> taken = new ArrayList<>();
  private Optional<KeyOrder.Range> range = Optional.empty();

  @Test
  @DisplayName("R-058 a record that says another tenant is never taken unseen")
  void otherTenant() throws IOException {
    read("1,a,acme\n2,b,globex\n3,c,\n4,d,acmes\n5,e,ACME\n");
    assertThat(taken).containsExactly(true, false, false, false, false);
  }

  @Test
  @DisplayName("R-058 NULL where none may be, and a wrong number of fields, are never taken unseen")
  void wrong() throws IOException {
    read(",a,acme\n1,,acme\n2,b\n3,c,acme,more\n+4,d,acme\n");
    assertThat(taken).containsExactly(false, true, false, false, false);
  }

  @Test
  @DisplayName("R-058 a key that repeats or falls, even once, is looked for in the warehouse")
  void order() throws IOException {
    read("-5,a,acme\n1,a,acme\n7,a,acme\n");
    assertThat(range).contains(new KeyOrder.Range(-5, 7));
    read("1,a,acme\n1,a,acme\n2,a,acme\n");
    assertThat(range).isEmpty();
    read("1,a,acme\n3,a,acme\n2,a,acme\n4,a,acme\n");
    assertThat(range).isEmpty();
  }

  private void read(String records) throws IOException {
    taken.clear();
    RecordCheck check =
        new RecordCheck(LAYOUT, Operation.INSERT, Set.of("id"), Optional.of(TENANT), "acme");
    PlainLane lane = new PlainLane(LAYOUT, check, check.tenantPlace(), "acme");
    KeyOrder keys = new KeyOrder(LAYOUT, Set.of("id"));
    int[] places = {0, 1, 2};
    try (RecordSource source =
        RecordSources.text(
            new ByteArrayInputStream(
                ("id,name,tenant_id\n" + records).getBytes(StandardCharsets.UTF_8)),
            ContentType.CSV,
            Compression.NONE,
            TestConfig.of(IngestConfig.class, Map.of()),
            new ByteLimit(1 << 20),
            name -> false)) {
      while (source.next()) {
        boolean plain = lane.takes(source.raw(), places);
        taken.add(plain);
        if (plain) {
          keys.saw(source.raw(), lane.order());
        }
      }
    }
    range = keys.range();
  }

  private static TableColumn column(int number, String name, ColumnType type, boolean nullable) {
    return new TableColumn(number, name, type, 8, 0, 0, nullable, null, "x");
  }
}
