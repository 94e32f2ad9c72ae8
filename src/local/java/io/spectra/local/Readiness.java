package io.spectra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks the service whether it is ready.
 *
 * @param port its management port
 */
record Readiness(int port) {
  private static final int READY = 200;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Waits for as long as the service lives.
   *
   * @return whether it has become ready
   */
  boolean await(ServiceProcess service) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)))
            .timeout(PATIENCE)
            .build();
    try {
      while (service.isAlive()) {
        if (ready(client, request)) {
          return true;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean ready(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == READY;
    } catch (IOException e) {
      // Nobody listens yet.
      return false;
    }
  }
}
