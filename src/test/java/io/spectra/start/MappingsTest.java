package io.spectra.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MappingsTest {
  @Test
  @DisplayName("every mapping outside the HTTP edge is looked at before the start")
  void isComplete() {
    List<String> there =
        new ClassFileImporter()
            .importPath(Path.of("target", "classes")).stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .filter(type -> !type.getPackageName().startsWith("io.spectra.api"))
                .map(JavaClass::getName)
                .toList();
    assertThat(Mappings.ALL.stream().map(Class::getName))
        .as("add what is missing to io.spectra.start.Mappings")
        .containsExactlyInAnyOrderElementsOf(there);
  }
}
