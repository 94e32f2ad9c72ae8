package io.spectra;

import io.spectra.auth.NewApiKey;
import io.spectra.start.Start;
import java.util.List;

/**
 * What {@code java -jar quarkus-run.jar} runs: the service, or with the argument {@code new-key}
 * the making of an API key, which needs no configuration and no network.
 */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    if (words.isEmpty()) {
      // A target that is no URI gets the error envelope of our edge, not an empty page.
      System.setProperty("vertx.disableURIValidation", "true");
      Start.run(arguments);
    } else if (words.get(0).equals("new-key") && words.size() <= 2) {
      System.out.print(NewApiKey.make(words.size() == 2 ? words.get(1) : "new").text());
    } else {
      System.err.println("usage: java -jar quarkus-run.jar [new-key [NAME]]");
      System.exit(USAGE);
    }
  }
}
