package io.spectra.local;

/** What a user reads once the service is ready. */
final class Welcome {
  private Welcome() {}

  static String text(int api, int management) {
    return """

        Spectra serves at http://localhost:%1$d/v1 (health and metrics: http://localhost:%2$d/q/health)

          tenant acme     key %3$s      all permissions
                          key %4$s  query:execute and bulk:read
          tenant globex   key %5$s    all permissions

        A first query:

          curl -s http://localhost:%1$d/v1/queries \\
            -H 'Authorization: Bearer %3$s' \\
            -H 'X-Tenant-ID: acme' \\
            -H 'Content-Type: application/json' \\
            -d '{"sql": "SELECT region, SUM(amount) AS total FROM sales GROUP BY region ORDER BY region"}'

        Ctrl-C ends it; the data stays.
        """
        .formatted(
            api,
            management,
            TenantsFile.ACME_KEY,
            TenantsFile.ACME_READONLY_KEY,
            TenantsFile.GLOBEX_KEY);
  }
}
