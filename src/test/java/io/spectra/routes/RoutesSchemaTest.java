package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesSchemaTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  @Test
  @DisplayName("R-082 Every shipped route and example is valid by Camel's published schema")
  void isValid() throws IOException {
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
    try (var published = getClass().getResourceAsStream(SCHEMA)) {
      var schema = factory.getSchema(published);
      List<Path> files = files();
      assertThat(files).hasSizeGreaterThan(8);
      for (Path file : files) {
        assertThat(schema.validate(YAML.readTree(file.toFile()))).as(file.toString()).isEmpty();
      }
      assertThat(schema.validate(YAML.readTree("- route: {from: {uri: 'direct:a', stepps: []}}")))
          .isNotEmpty();
    }
  }

  @Test
  @DisplayName("R-008 No shipped route calls more than what is offered to routes")
  void callsWhatIsOffered() throws IOException {
    for (Path file : files()) {
      assertThat(foreign(YAML.readTree(file.toFile()))).as(file.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @DisplayName("R-008 A route cannot call the inner parts of the service")
  @ValueSource(
      strings = {
        "bean: {ref: requestEntry}",
        "bean: {ref: bulkJobs, method: create}",
        "bean: warehouse",
        "bean: {beanType: io.spectra.warehouse.Warehouse}",
        "to: 'bean:bulkJobs?method=create'",
        "to: {uri: 'bean:queryRecords'}",
        "toD: 'class:io.spectra.auth.TenantRegistry'",
        "setBody: {method: {ref: tenantRegistry, method: all}}",
        "setBody: {simple: '${bean:tenantRegistry.all}'}",
        "setBody: {simple: '${bean:type:io.spectra.auth.TenantRegistry?method=all}'}",
        "setBody: {simple: '${camelContext.registry.lookupByName(1)}'}",
        "setBody: {simple: '${exchange.context.registry}'}",
        "setBody: {groovy: 'context.registry'}",
        "process: {ref: requestEntry}",
        "script: {simple: '${body}'}"
      })
  void refusesInnerParts(String step) throws IOException {
    assertThat(
            foreign(YAML.readTree("- route: {from: {uri: 'direct:a', steps: [{" + step + "}]}}")))
        .isPresent();
  }

  private static Optional<String> foreign(JsonNode file) {
    for (JsonNode entry : file) {
      Optional<String> found = ForeignBeans.in(entry);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("routes"))) {
      return all.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
    }
  }
}
