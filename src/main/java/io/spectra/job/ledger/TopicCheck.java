package io.spectra.job.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the broker's topics and the plan agree, or says where they do not. */
final class TopicCheck {
  private static final long ANSWER_SECONDS = 30;

  private final Admin admin;
  private final TopicPlan plan;

  TopicCheck(Admin admin, TopicPlan plan) {
    this.admin = admin;
    this.plan = plan;
  }

  /**
   * Creates the topics that are missing.
   *
   * @param replication replicas of a new topic; empty for the broker's default
   */
  void create(Optional<Short> replication) {
    Collection<String> there = names();
    for (Map.Entry<String, TopicPlan.Wanted> wanted : plan.topics().entrySet()) {
      if (!there.contains(wanted.getKey())) {
        create(wanted.getKey(), wanted.getValue(), replication);
      }
    }
    // A broker answers for a new topic a little later than it has made it.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (!names().containsAll(plan.topics().keySet()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private Collection<String> names() {
    return await("a list of topics", admin.listTopics().names());
  }

  private void create(String name, TopicPlan.Wanted wanted, Optional<Short> replication) {
    NewTopic topic = new NewTopic(name, Optional.of(wanted.partitions()), replication);
    try {
      await(
          "the new topic %s (spectra.kafka.create-topics)".formatted(name),
          admin.createTopics(List.of(topic.configs(wanted.settings()))).all());
    } catch (TopicExistsException e) {
      // Another instance was faster; the check below judges what it made.
      return;
    }
  }

  /**
   * Compares the broker's topics with the plan.
   *
   * @throws IllegalStateException naming every difference
   */
  void verify() {
    Collection<String> there = names();
    List<String> drift = new ArrayList<>();
    for (String name : new TreeMap<>(plan.topics()).keySet()) {
      if (there.contains(name)) {
        drift.addAll(drift(name));
      } else {
        drift.add(name + " is missing");
      }
    }
    if (!drift.isEmpty()) {
      throw new IllegalStateException(
          "The broker's topics differ from kafka/topics.yaml: " + String.join("; ", drift));
    }
  }

  private List<String> drift(String name) {
    TopicPlan.Wanted wanted = plan.topics().get(name);
    List<String> drift = new ArrayList<>();
    int partitions =
        await("the form of " + name, admin.describeTopics(List.of(name)).allTopicNames())
            .get(name)
            .partitions()
            .size();
    if (partitions != wanted.partitions()) {
      drift.add("%s has %d partitions, wanted %d".formatted(name, partitions, wanted.partitions()));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config actual =
        await("the settings of " + name, admin.describeConfigs(List.of(resource)).all())
            .get(resource);
    drift.addAll(
        wanted.settings().entrySet().stream()
            .filter(setting -> !setting.getValue().equals(actual.get(setting.getKey()).value()))
            .map(
                setting ->
                    "%s has %s=%s, wanted %s"
                        .formatted(
                            name,
                            setting.getKey(),
                            actual.get(setting.getKey()).value(),
                            setting.getValue()))
            .collect(Collectors.toList()));
    return drift;
  }

  /**
   * @param what is asked for, as it is named to who has to see to it
   */
  private static <T> T await(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      throw new IllegalStateException(
          "Kafka refused %s: %s".formatted(what, e.getCause().getMessage()), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka did not answer within %d s; is kafka.bootstrap.servers right?"
              .formatted(ANSWER_SECONDS),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Kafka", e);
    }
  }
}
