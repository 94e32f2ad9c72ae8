package io.spectra.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Remembers which queries gave few rows: their like are then asked with a single round trip. A
 * guess that was wrong costs one more run, once; nothing else depends on it. Thread-safe.
 */
@ApplicationScoped
public class QuerySizes {
  /** Rows that fit into memory whatever they hold, as many as a cursor fetches first. */
  static final int FEW = 100;

  private static final long FEW_BYTES = 64 << 10;
  private static final int REMEMBERED = 20_000;
  private static final Duration KEPT = Duration.ofMinutes(30);

  private final Cache<Long, Boolean> few =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  /** What is known of queries of one tenant that differ in numbers and literals alone. */
  Memory of(String tenant, String sql) {
    return new Memory(QueryShape.of(sql) * 31 + tenant.hashCode());
  }

  /** The memory of one such query. */
  final class Memory {
    private final Long shape;

    private Memory(long shape) {
      this.shape = shape;
    }

    /** Whether few rows are expected. */
    boolean few() {
      return Boolean.TRUE.equals(few.getIfPresent(shape));
    }

    /** It gave so many rows, in so many bytes of JSON, and these are all. */
    void gave(long rows, long bytes) {
      if (rows > FEW || bytes > FEW_BYTES) {
        many();
      } else {
        few.get(shape, unknown -> true);
      }
    }

    /** What once gave many is not tried again for a while. */
    void many() {
      few.put(shape, false);
    }
  }
}
