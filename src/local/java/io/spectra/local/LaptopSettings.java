package io.spectra.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where and how large the laptop stack is.
 *
 * @param folder where all its data lies
 * @param rows how many sales each demo tenant gets when the data is made
 * @param reset whether to start with an empty folder
 */
record LaptopSettings(
    Path folder,
    int rows,
    boolean reset,
    Port kafka,
    Port s3,
    Port redshift,
    Port postgres,
    Port api,
    Port management) {

  private static final int DEMO_ROWS = 100_000;

  /**
   * The settings in the environment, with the defaults that the README promises.
   *
   * @throws IllegalArgumentException naming the variable whose value is no number
   */
  static LaptopSettings from(Map<String, String> environment) {
    return new LaptopSettings(
        Path.of(environment.getOrDefault("SPECTRA_LOCAL_DIR", ".local")),
        number(environment, "SPECTRA_LOCAL_ROWS", DEMO_ROWS),
        Boolean.parseBoolean(environment.get("SPECTRA_LOCAL_RESET")),
        port(environment, "SPECTRA_LOCAL_KAFKA_PORT", 19092),
        port(environment, "SPECTRA_LOCAL_S3_PORT", 9191),
        port(environment, "SPECTRA_LOCAL_REDSHIFT_PORT", 5439),
        port(environment, "SPECTRA_LOCAL_POSTGRES_PORT", 15432),
        port(environment, "SPECTRA_LOCAL_API_PORT", 8080),
        port(environment, "SPECTRA_LOCAL_MANAGEMENT_PORT", 9000));
  }

  /** A stack on free ports, for tests. */
  static LaptopSettings ephemeral(Path folder, int rows) {
    Port any = new Port(0, "");
    return new LaptopSettings(folder, rows, false, any, any, any, any, any, any);
  }

  private static Port port(Map<String, String> environment, String variable, int standard) {
    return new Port(number(environment, variable, standard), variable);
  }

  private static int number(Map<String, String> environment, String variable, int standard) {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      return standard;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s', which is no number".formatted(variable, value), e);
    }
  }
}
