package io.spectra.job.ledger;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The topics as {@code kafka/topics.yaml} wants them.
 *
 * @param topics what is wanted, by name
 */
public record TopicPlan(Map<String, Wanted> topics) {
  private static final String FILE = "/kafka/topics.yaml";

  /**
   * One topic.
   *
   * @param about what is on it, for people
   * @param key what its records are keyed by, for people
   * @param partitions how many partitions it has
   * @param settings the broker's topic settings that matter
   */
  public record Wanted(String about, String key, int partitions, Map<String, String> settings) {}

  /** Reads the plan that is packaged with the service. */
  public static TopicPlan packaged() {
    try (InputStream file = TopicPlan.class.getResourceAsStream(FILE)) {
      return JsonMapper.builder(new YAMLFactory()).build().readValue(file, TopicPlan.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }

  /** How many partitions a topic of the plan has. */
  public int partitions(String topic) {
    return topics.get(topic).partitions();
  }
}
