package io.spectra.trace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.quarkus.main.events.AfterConfigure;

/**
 * Makes each step of a route a span, those of operators' files included. Where nothing is traced
 * the routes are built without it, and run as if there were no tracing.
 */
@ApplicationScoped
public class StepSpans {
  private final Tracing tracing;

  StepSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Before any route is built. */
  void install(@Observes AfterConfigure event) {
    if (tracing.on()) {
      event.getCamelContext().getCamelContextExtension().addInterceptStrategy(this::wrap);
    }
  }

  private Processor wrap(CamelContext camel, NamedNode step, Processor whole, Processor next) {
    String name = name(step);
    return name == null ? whole : new SpannedStep(whole, tracing, name);
  }

  /** Null for what only leads to other steps. An address may hold a secret, and is not shown. */
  private static String name(NamedNode step) {
    if (step instanceof BeanDefinition bean) {
      String called = bean.getRef() == null ? "bean" : bean.getRef();
      return bean.getMethod() == null ? called : called + "." + bean.getMethod();
    }
    if (step instanceof ToDefinition to) {
      String uri = to.getEndpointUri();
      String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
      return scheme.equals("direct") ? uri : "to " + scheme;
    }
    return null;
  }
}
