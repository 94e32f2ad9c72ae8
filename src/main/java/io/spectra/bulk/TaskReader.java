package io.spectra.bulk;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.spectra.job.Attempt;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.camel.Body;

/** Reads records of the tasks topic: {@code {"tenant":…,"job":…,"attempt":…}}. */
@Singleton
public class TaskReader {
  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(Task.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record Task(String tenant, String job, int attempt) {}

  /**
   * @return the attempt that the record points at
   * @throws IOException when the record is no task
   */
  public Attempt read(@Body byte[] value) throws IOException {
    Task task = JSON.readValue(value);
    if (task.tenant() == null || task.job() == null || task.attempt() < 1) {
      throw new IOException("a task names tenant, job and attempt");
    }
    return new Attempt(task.tenant(), task.job(), task.attempt());
  }
}
