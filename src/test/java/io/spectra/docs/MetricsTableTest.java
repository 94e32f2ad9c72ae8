package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds the catalogue of metrics, the dashboard and the alert rules to the meters of a running
 * service; writes the catalogue with {@code -Dspectra.docs.write=true}.
 */
@QuarkusTest
class MetricsTableTest {
  private static final Path FILE = Path.of("src", "docs", "metrics.md");
  private static final Path MONITORING = Path.of("src", "docs", "monitoring");
  private static final String BEGIN = "<!-- generated: begin -->\n";
  private static final String END = "<!-- generated: end -->\n";
  private static final Pattern NAME = Pattern.compile("spectra_[a-z_]+");

  @Inject MeterRegistry registry;

  @Test
  @DisplayName("R-086 the catalogue of metrics is what a running service measures")
  void isGenerated() throws IOException {
    String file = Files.readString(FILE);
    String rows = String.join("\n", rows().values());
    String wanted =
        file.substring(0, file.indexOf(BEGIN) + BEGIN.length())
            + "| metric | type | labels | what it is |\n|---|---|---|---|\n"
            + rows
            + "\n"
            + file.substring(file.indexOf(END));
    if (Boolean.getBoolean("spectra.docs.write")) {
      Files.writeString(FILE, wanted);
    } else {
      assertThat(file)
          .as("run: ./mvnw -q test -Dtest=MetricsTableTest -Dspectra.docs.write=true")
          .isEqualTo(wanted);
    }
  }

  @Test
  @DisplayName("R-086 dashboard and alert rules are well-formed and name metrics that exist")
  void monitoringIsAlive() throws IOException {
    String dashboard = Files.readString(MONITORING.resolve("grafana-dashboard.json"));
    String alerts = Files.readString(MONITORING.resolve("prometheus-alerts.yaml"));
    assertThat(new ObjectMapper().readTree(dashboard).path("panels")).isNotEmpty();
    assertThat(new ObjectMapper(new YAMLFactory()).readTree(alerts).path("groups")).isNotEmpty();

    Set<String> there = rows().keySet();
    Set<String> unknown = new TreeSet<>();
    Matcher names = NAME.matcher(dashboard + alerts);
    while (names.find()) {
      String base = names.group().replaceAll("_(bucket|count|sum|max)$", "");
      if (!there.contains(base)) {
        unknown.add(names.group());
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** A row for each name as Prometheus has it. */
  private Map<String, String> rows() {
    Map<String, Meter> first = new TreeMap<>();
    registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("spectra."))
        .forEach(meter -> first.putIfAbsent(name(meter.getId()), meter));
    Map<String, String> rows = new TreeMap<>();
    first.forEach(
        (name, meter) -> {
          Meter.Id id = meter.getId();
          assertThat(id.getDescription()).as("description of " + name).isNotBlank();
          rows.put(
              name,
              "| `%s` | %s | %s | %s |"
                  .formatted(
                      name,
                      id.getType().name().toLowerCase(java.util.Locale.ROOT),
                      id.getTags().stream()
                          .map(Tag::getKey)
                          .map(key -> "`" + key + "`")
                          .collect(Collectors.joining(", ")),
                      id.getDescription()));
        });
    return rows;
  }

  private static String name(Meter.Id id) {
    String name = id.getName().replace('.', '_');
    String unit = id.getBaseUnit() == null ? "" : "_" + id.getBaseUnit();
    if (name.endsWith(unit)) {
      unit = "";
    }
    return switch (id.getType()) {
      case COUNTER -> name + unit + "_total";
      case TIMER -> name + "_seconds";
      default -> name + unit;
    };
  }
}
