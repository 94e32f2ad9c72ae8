package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureRoutesTest {
  private static final Failure FAILURE = Failure.of(ErrorCode.UNAVAILABLE, "not now");

  @Test
  @DisplayName("R-070 a failure of any route is handled, R-060 but for routes that ask for it back")
  void handlesAllButWhatIsAskedBack() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("failureAnswer", new FailureAnswer(null, null));
      camel.addRoutesConfigurations(new FailureRoutes());
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:request").throwException(FAILURE);
              // As request-take does: a failure that were handled would pass a record over.
              from("direct:task").errorHandler(noErrorHandler()).throwException(FAILURE);
            }
          });
      camel.start();

      assertThat(send(camel, "direct:request").getException()).isNull();
      assertThat(send(camel, "direct:task").getException()).isSameAs(FAILURE);
    }
  }

  private static Exchange send(DefaultCamelContext camel, String endpoint) {
    return camel.createProducerTemplate().send(endpoint, exchange -> {});
  }
}
