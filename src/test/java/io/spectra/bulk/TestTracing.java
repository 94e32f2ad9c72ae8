package io.spectra.bulk;

import io.spectra.trace.Tracing;
import io.spectra.trace.TracingConfig;
import java.net.URI;
import java.util.Optional;

/** Tracing as it is where nobody asked for it. */
public final class TestTracing {
  public static final Tracing OFF =
      new Tracing(
          new TracingConfig() {
            @Override
            public Optional<URI> endpoint() {
              return Optional.empty();
            }

            @Override
            public double share() {
              return 1;
            }

            @Override
            public boolean sqlText() {
              return false;
            }
          });

  private TestTracing() {}
}
