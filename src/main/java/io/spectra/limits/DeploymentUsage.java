package io.spectra.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all instances of the deployment have let through in the current minute, as far as this one
 * knows. Counts only grow within a minute, so hearing one twice or late does no harm. Safe for use
 * by many threads; does no I/O.
 */
final class DeploymentUsage {
  private final String instance;
  private final Map<Key, Window> windows = new ConcurrentHashMap<>();

  private record Key(String tenant, String bucket) {}

  /** One bucket's current minute. */
  private static final class Window {
    private final Map<String, Long> others = new HashMap<>();
    private long minute;
    private long mine;
    private long told;
    private long charged;

    long byOthers() {
      return others.values().stream().mapToLong(Long::longValue).sum();
    }

    void roll(long now) {
      if (now > minute) {
        minute = now;
        mine = 0;
        told = 0;
        charged = 0;
        others.clear();
      }
    }
  }

  DeploymentUsage(String instance) {
    this.instance = instance;
  }

  /** Counts a request that this instance lets through. */
  void add(String tenant, String bucket, long minute) {
    Window window = window(tenant, bucket);
    synchronized (window) {
      window.roll(minute);
      window.mine++;
    }
  }

  /** What others let through in this minute, and this method has not told before. */
  long news(String tenant, String bucket, long minute) {
    Window window = window(tenant, bucket);
    synchronized (window) {
      window.roll(minute);
      long all = window.byOthers();
      long news = all - window.charged;
      window.charged = all;
      return news;
    }
  }

  /** What others let through in the latest minute, as far as is known. */
  long byOthers(String tenant, String bucket) {
    Window window = window(tenant, bucket);
    synchronized (window) {
      return window.byOthers();
    }
  }

  /** Takes note of another instance's count; its own comes back, too, and is passed over. */
  void hear(UsageCount count) {
    if (count.instance().equals(instance)) {
      return;
    }
    Window window = window(count.tenant(), count.bucket());
    synchronized (window) {
      window.roll(count.minute());
      if (count.minute() == window.minute) {
        window.others.merge(count.instance(), count.used(), Math::max);
      }
    }
  }

  /** The counts of this instance that grew since this was last asked. */
  List<UsageCount> untold() {
    List<UsageCount> counts = new ArrayList<>();
    windows.forEach(
        (key, window) -> {
          synchronized (window) {
            if (window.mine > window.told) {
              window.told = window.mine;
              counts.add(
                  new UsageCount(instance, key.tenant(), key.bucket(), window.minute, window.mine));
            }
          }
        });
    return counts;
  }

  private Window window(String tenant, String bucket) {
    return windows.computeIfAbsent(new Key(tenant, bucket), key -> new Window());
  }
}
