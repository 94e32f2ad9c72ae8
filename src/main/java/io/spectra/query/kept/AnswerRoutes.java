package io.spectra.query.kept;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Clears up behind the answers that were kept. */
@ApplicationScoped
public class AnswerRoutes extends RouteBuilder {
  private final KeepConfig config;

  public AnswerRoutes(KeepConfig config) {
    this.config = config;
  }

  @Override
  public void configure() {
    long every = config.sweepEvery().toMillis();
    fromF("timer:answers?period=%d&delay=%d", every, every)
        .routeId("answers-sweep")
        .bean("answerSweep", "run");
  }
}
