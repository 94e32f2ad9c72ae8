package io.spectra.local;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the laptop stack and the packaged service against it, and serves until Ctrl-C, until Maven
 * goes, or until the service ends. Settings come from the environment, see {@link LaptopSettings}.
 */
public final class Laptop {
  private static final int FAILED = 1;

  private Laptop() {}

  public static void main(String[] arguments) throws InterruptedException {
    // Unless told otherwise the log manager takes every level, and the parts pay for each message.
    Logger.getLogger("").setLevel(Level.WARNING);
    Parts parts = new Parts();
    Thread closing = new Thread(parts::close, "laptop-stop");
    Runtime.getRuntime().addShutdownHook(closing);
    exitWithParent();
    ServiceProcess service;
    try {
      service = start(LaptopSettings.from(System.getenv()), parts);
    } catch (Exception e) {
      System.err.println("laptop: " + e.getMessage());
      System.exit(FAILED);
      return;
    }
    int code = service.waitFor();
    System.err.println("laptop: the service ended with exit code " + code);
    System.exit(code);
  }

  private static ServiceProcess start(LaptopSettings settings, Parts parts) throws Exception {
    System.out.println("laptop: starting Kafka, PostgreSQL and S3 …");
    LaptopStack stack = LaptopStack.start(settings, parts);
    int api = settings.api().claim();
    int management = settings.management().claim();
    System.out.println("laptop: starting the service …");
    ServiceProcess service =
        parts.add(ServiceProcess.start(settings.folder(), environment(stack, api, management)));
    Thread ready = new Thread(() -> welcome(service, api, management), "laptop-ready");
    ready.setDaemon(true);
    ready.start();
    return service;
  }

  private static Map<String, String> environment(LaptopStack stack, int api, int management) {
    Map<String, String> environment = new TreeMap<>(stack.environment());
    String ownTenants = System.getenv("SPECTRA_TENANTS_FILE");
    if (ownTenants != null) {
      environment.put("SPECTRA_TENANTS_FILE", ownTenants);
    }
    if (System.getenv("SPECTRA_BULK_EXPORT_WAY") != null
        || System.getenv("SPECTRA_BULK_EXPORT_UNLOAD_IAM_ROLE") != null) {
      environment.remove("SPECTRA_BULK_EXPORT_WAY");
    }
    // Nobody balances load here, and whoever presses Ctrl-C waits.
    unlessSet(environment, "SPECTRA_SHUTDOWN_DELAY", "0s");
    unlessSet(environment, "SPECTRA_SHUTDOWN_TIMEOUT", "5s");
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(api));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    return environment;
  }

  private static void unlessSet(Map<String, String> environment, String name, String value) {
    if (System.getenv(name) == null) {
      environment.put(name, value);
    }
  }

  private static void welcome(ServiceProcess service, int api, int management) {
    if (new Readiness(management).await(service)) {
      System.out.println(Welcome.text(api, management));
    }
  }

  /** Maven may be killed without a chance to end this process: nothing must stay behind. */
  private static void exitWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(FAILED)));
  }
}
