package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client names every header that any Camel component listens to; none may get through. */
@QuarkusTest
class HeaderBoundaryTest {
  private static final String MARK = "evil-7f3a";
  private static final int A_REQUEST_HOLDS = 150;

  @TestHTTPResource URI base;
  @Inject CamelContext camel;
  private final Spy spy = new Spy();

  @BeforeEach
  void watch() {
    camel.getManagementStrategy().addEventNotifier(spy);
  }

  @AfterEach
  void unwatch() {
    camel.getManagementStrategy().removeEventNotifier(spy);
  }

  @Test
  @DisplayName("no inbound header of Camel's whole catalogue reaches a route or comes back")
  void headersStayOutside() {
    for (List<String> names : inRequests(hostileNames())) {
      ApiClient client = ApiClient.acme(base);
      for (String name : names) {
        client = client.with(name, MARK);
      }
      assertUntouched(client.query("SELECT 1 AS one"));
    }
    assertThat(spy.seenAtPorts).as("the port was reached").isNotEmpty();
    assertThat(spy.leaks).isEmpty();
  }

  @Test
  @DisplayName("no query parameter of Camel's whole catalogue reaches a route or comes back")
  void parametersStayOutside() {
    for (List<String> names : inRequests(hostileNames())) {
      String query = names.stream().map(name -> name + "=" + MARK).collect(Collectors.joining("&"));
      assertUntouched(
          ApiClient.acme(base).post("/v1/queries?" + query, "{\"sql\": \"SELECT 1 AS one\"}"));
    }
    assertThat(spy.seenAtPorts).as("the port was reached").isNotEmpty();
    assertThat(spy.leaks).isEmpty();
  }

  private static void assertUntouched(ApiClient.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/data/0/one").asInt()).isEqualTo(1);
    assertThat(reply.http().headers().map().toString()).doesNotContain(MARK);
    assertThat(reply.http().headers().map())
        .containsOnlyKeys(
            Set.of(
                "content-type",
                "content-length",
                "x-request-id",
                "cache-control",
                "content-security-policy",
                "referrer-policy",
                "x-content-type-options",
                "x-frame-options"));
  }

  /** Every header of every component, as it is, in lower and in upper case. */
  private static Set<String> hostileNames() {
    CamelCatalog catalog = new DefaultCamelCatalog();
    Set<String> names = new TreeSet<>();
    for (String component : catalog.findComponentNames()) {
      catalog
          .componentModel(component)
          .getEndpointHeaders()
          .forEach(header -> names.add(header.getName()));
    }
    assertThat(names).hasSizeGreaterThan(1000).contains("kafka.OVERRIDE_TOPIC");
    names.removeIf(name -> !name.matches("[A-Za-z0-9._-]+") || isHttpsOwn(name));
    Set<String> all = new TreeSet<>(names);
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    names.forEach(name -> all.add(name.toUpperCase(Locale.ROOT)));
    return all;
  }

  /** Names that belong to HTTP itself, or to the request that carries the others. */
  private static boolean isHttpsOwn(String name) {
    return Set.of(
            "host",
            "content-type",
            "content-length",
            "connection",
            "expect",
            "upgrade",
            "transfer-encoding",
            "authorization",
            "x-tenant-id",
            "accept-encoding",
            "te",
            "trailer",
            "accept",
            "date",
            "via",
            "warning",
            "user-agent",
            "cookie",
            "range")
        .contains(name.toLowerCase(Locale.ROOT));
  }

  private static List<List<String>> inRequests(Set<String> names) {
    List<String> all = new ArrayList<>(names);
    List<List<String>> requests = new ArrayList<>();
    for (int from = 0; from < all.size(); from += A_REQUEST_HOLDS) {
      requests.add(all.subList(from, Math.min(all.size(), from + A_REQUEST_HOLDS)));
    }
    return requests;
  }

  /** Looks at every message on its way to an endpoint. */
  private static final class Spy extends EventNotifierSupport {
    private final ConcurrentLinkedQueue<String> leaks = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> seenAtPorts = new ConcurrentLinkedQueue<>();

    @Override
    public void notify(CamelEvent event) {
      ExchangeSendingEvent sending = (ExchangeSendingEvent) event;
      var headers = sending.getExchange().getMessage().getHeaders();
      headers.forEach(
          (name, value) -> {
            if (MARK.equals(String.valueOf(value))) {
              leaks.add(name);
            }
          });
      if (sending.getEndpoint().getEndpointUri().startsWith("direct://query")) {
        seenAtPorts.add("query");
        leaks.addAll(headers.keySet());
      }
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
      return event instanceof ExchangeSendingEvent;
    }
  }
}
