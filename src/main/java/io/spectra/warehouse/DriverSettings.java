package io.spectra.warehouse;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of the Redshift driver on which the service relies. */
final class DriverSettings {
  private DriverSettings() {}

  static Map<String, String> of(WarehouseConfig config) {
    Map<String, String> settings = new HashMap<>(config.driver());
    // Off: rows come through the server's cursor, fetched when they are read. On, a thread of the
    // driver reads ahead; small queries take three times as long, and it races with the commit.
    settings.put("enableFetchRingBuffer", "false");
    // BEGIN READ ONLY travels with the first statement instead of costing a round trip.
    settings.put("readOnlyMode", "transaction");
    // One packet for one statement's messages instead of one for each piece of them.
    settings.put("socketFactory", HeldSockets.class.getName());
    // The driver's own TLS, and rows taken out behind it; whoever names another one keeps that.
    settings.putIfAbsent("sslfactory", FilteredTls.class.getName());
    settings.put("enableMultiSqlSupport", "false");
    // Values always come as text, the form that every type has and that keeps every digit.
    settings.put("binaryTransfer", "false");
    settings.put("prepareThreshold", "0");
    // Errors reach callers: their message alone, not the warehouse's detail and context.
    settings.put("logServerErrorDetail", "false");
    settings.put("ApplicationName", config.applicationName());
    settings.put("connectTimeout", seconds(config.connectTimeout()));
    settings.put("loginTimeout", seconds(config.connectTimeout()));
    settings.put("cancelSignalTimeout", seconds(config.stopTimeout()));
    return settings;
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }
}
