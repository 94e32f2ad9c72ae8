package io.spectra;

import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives all tests of a JVM one laptop stack. It starts before the first test if any of the planned
 * classes needs it, and closes at the end. System properties say where it is: Quarkus reads them as
 * configuration, plain tests through {@link TestStack}.
 */
public final class StackSession implements LauncherSessionListener, TestExecutionListener {
  private static final int ROWS = Integer.getInteger("spectra.local.rows", 20_000);

  /** The names under which Quarkus knows what the service's environment says. */
  static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka.bootstrap.servers"),
          Map.entry("SPECTRA_WAREHOUSE_URL", "spectra.warehouse.url"),
          Map.entry("SPECTRA_WAREHOUSE_IAM_ROLE", "spectra.warehouse.iam-role"),
          Map.entry("SPECTRA_BULK_EXPORT_WAY", "spectra.bulk.export.way"),
          Map.entry("SPECTRA_S3_BUCKET", "spectra.s3.bucket"),
          Map.entry("SPECTRA_S3_ENDPOINT", "spectra.s3.endpoint"),
          Map.entry("SPECTRA_S3_REGION", "spectra.s3.region"),
          Map.entry("SPECTRA_S3_ACCESS_KEY", "spectra.s3.access-key"),
          Map.entry("SPECTRA_S3_SECRET_KEY", "spectra.s3.secret-key"),
          Map.entry("SPECTRA_TENANTS_FILE", "spectra.tenants.file"),
          Map.entry("SPECTRA_STATE_DIR", "spectra.state-dir"),
          Map.entry("SPECTRA_DEMO_CREDENTIALS", "spectra.demo-credentials"));

  private Path folder;
  private LaptopStack stack;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(this);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (stack == null && needsStack(plan)) {
      start();
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    close();
  }

  /** Also for a JVM that is told to stop half-way: PostgreSQL would outlive it. */
  private synchronized void close() {
    if (stack != null) {
      stack.close();
      stack = null;
      delete(folder);
    }
  }

  private void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stack-stop"));
    try {
      folder = Files.createTempDirectory("spectra-test-");
      stack = LaptopStack.startForTests(folder, ROWS);
    } catch (Exception e) {
      throw new IllegalStateException("the laptop stack does not start", e);
    }
    stack
        .environment()
        .forEach((name, value) -> System.setProperty(PROPERTIES.getOrDefault(name, name), value));
    System.setProperty(TestStack.POSTGRES_URL, stack.postgresUrl());
  }

  private static boolean needsStack(TestPlan plan) {
    return plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .anyMatch(StackSession::needsStack);
  }

  private static boolean needsStack(TestIdentifier test) {
    return test
        .getSource()
        .filter(ClassSource.class::isInstance)
        .map(source -> ((ClassSource) source).getJavaClass())
        .stream()
        .flatMap(type -> Arrays.stream(type.getAnnotations()))
        .anyMatch(StackSession::asksForStack);
  }

  /** Compares names, as Quarkus loads test classes with a class loader of its own. */
  private static boolean asksForStack(Annotation annotation) {
    String name = annotation.annotationType().getName();
    return name.equals(OnStack.class.getName()) || name.equals("io.quarkus.test.junit.QuarkusTest");
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
