package io.spectra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The walls of the house: which package may know what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayeringTest {
  private static final String[] HTTP = {"io.vertx..", "java.net.http..", "io.quarkus.vertx.."};
  private static final String[] JDBC = {"java.sql..", "javax.sql..", "com.amazon.redshift.."};

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPath(Path.of("target/classes"));

  @Test
  @DisplayName("the job ledger knows no HTTP, no JDBC and no S3")
  void jobKnowsOnlyKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.spectra.job..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "java.net.http..", "java.sql..", "software.amazon..")
        .check(main);
  }

  @Test
  @DisplayName("the SQL gate knows no JDBC and no part of the service but failures")
  void sqlKnowsNoJdbc() {
    noClasses()
        .that()
        .resideInAPackage("io.spectra.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JDBC)
        .check(main);
    classes()
        .that()
        .resideInAPackage("io.spectra.sql..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            "io.spectra.api..",
            "io.spectra.auth..",
            "io.spectra.bulk..",
            "io.spectra.job..",
            "io.spectra.query..",
            "io.spectra.storage..",
            "io.spectra.warehouse..")
        .check(main);
  }

  @Test
  @DisplayName("only the api package knows HTTP, and nobody knows the api package")
  void onlyApiKnowsHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.spectra.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HTTP)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("io.spectra.api..")
        .check(main);
  }

  @Test
  @DisplayName("nothing in main knows the laptop stack, tests or benchmarks")
  void mainKnowsNoLocal() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.spectra.local..", "io.spectra.bench..", "org.junit..")
        .check(main);
  }

  @Test
  @DisplayName("no static state: what is static is final")
  void noStaticState() {
    fields().that().areStatic().should().beFinal().check(main);
  }

  @Test
  @DisplayName("no class is named Util, Manager or Helper")
  void noEmptyNames() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper)").check(main);
  }

  @Test
  @DisplayName("config mappings are interfaces beside their feature")
  void configIsInterfaces() {
    classes()
        .that()
        .areAnnotatedWith(io.smallrye.config.ConfigMapping.class)
        .should()
        .beInterfaces()
        .andShould()
        .haveModifier(JavaModifier.PUBLIC)
        .check(main);
  }
}
