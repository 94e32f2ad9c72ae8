package io.spectra.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bounds of the HTTP edge. */
@ConfigMapping(prefix = "spectra.api")
public interface ApiConfig {
  /** The largest request body, in bytes. */
  @WithDefault("1048576")
  long maxBodyBytes();

  /** The longest request target (path and query), in characters. */
  @WithDefault("8192")
  int maxTargetLength();

  /** The sum of names and values of a request's headers, in characters. */
  @WithDefault("16384")
  int maxHeaderLength();

  /** How long a read of a job waits for its end at most, whatever the client prefers. */
  @WithDefault("60s")
  Duration maxWait();

  /** Reads of jobs that may wait at the same time; further ones are answered at once. */
  @WithDefault("2000")
  int maxWaiting();

  /**
   * How long the head of a connection's first request may take to arrive, from when the connection
   * was accepted; a TLS handshake is part of it.
   */
  @WithDefault("15s")
  Duration slowHead();

  /**
   * How long after an answer the head of the next request on the connection may take; longer than a
   * load balancer in front keeps idle connections.
   */
  @WithDefault("75s")
  Duration keepAlive();

  /** How long the body of a request may take to arrive, from its head on. */
  @WithDefault("30s")
  Duration slowBody();

  /** Origins whose pages may call the API from a browser, such as {@code https://app.example}. */
  Optional<List<String>> corsOrigins();

  /** Streams of events about jobs that may be open at the same time; further ones are refused. */
  @WithDefault("500")
  int maxFollowers();

  /** The same of one tenant, so that none takes the places of all. */
  @WithDefault("50")
  int maxFollowersPerTenant();

  /** How often a stream of events looks whether its job has moved. */
  @WithDefault("1s")
  Duration followInterval();

  /** How long a client may take nothing of its answer before the connection is given up. */
  @WithDefault("30s")
  Duration stalledClient();
}
