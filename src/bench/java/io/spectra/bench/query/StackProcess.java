package io.spectra.bench.query;

import io.spectra.local.LaptopStack;
import java.nio.file.Files;
import java.nio.file.Path;

/** The laptop stack in a process of its own; tells its environment, and runs until it is ended. */
public final class StackProcess {
  static final String READY = "ready";
  private static final int ROWS = 100_000;

  private StackProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    LaptopStack stack = LaptopStack.startForTests(folder, ROWS);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    stack.environment().forEach((name, value) -> System.out.println(name + "=" + value));
    System.out.println(READY);
    Thread.sleep(Long.MAX_VALUE);
  }
}
