package io.spectra.warehouse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the service reaches Amazon Redshift. */
@ConfigMapping(prefix = "spectra.warehouse")
public interface WarehouseConfig {
  /** Where it is: {@code jdbc:redshift://host:port/database}; no user, no password. Required. */
  String url();

  /**
   * Further settings of the Redshift driver by its own names, such as {@code sslmode}. The settings
   * on which the service relies cannot be changed here.
   */
  Map<String, String> driver();

  /**
   * The IAM role by which the warehouse itself reads and writes the bucket: an ARN, several
   * separated by commas (chained), or {@code default}. Loads then go by COPY and exports by UNLOAD,
   * unless {@code spectra.bulk.export.way} says otherwise. Unset: everything streams through the
   * service.
   */
  Optional<String> iamRole();

  /** The name under which the warehouse's own logs know this service. */
  @WithDefault("spectra")
  String applicationName();

  /** Connections of one tenant at most, at least 1. */
  @WithDefault("10")
  int connectionsPerTenant();

  /** Connections at work for all tenants together at most, at least 1. */
  @WithDefault("100")
  int connections();

  /** How long a request waits for a connection before it is refused as {@code UNAVAILABLE}. */
  @WithDefault("2s")
  Duration acquisitionTimeout();

  /** How long opening a connection, login included, may take; whole seconds, at least one. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** A connection idle for longer than this is tested before it is used again. */
  @WithDefault("30s")
  Duration idleValidation();

  /** A connection idle for longer than this is closed, and so is the pool of an idle tenant. */
  @WithDefault("5m")
  Duration idleTimeout();

  /**
   * How long a statement may take to end once it is told to; its connection is broken after that.
   */
  @WithDefault("1500ms")
  Duration stopTimeout();

  /** How long the readiness check waits for the warehouse. */
  @WithDefault("2s")
  Duration checkTimeout();

  /**
   * Whether to ask the warehouse for its id of each query. It costs one more round trip; without it
   * {@code query_id} is the id of the job.
   */
  @WithDefault("true")
  boolean queryId();
}
