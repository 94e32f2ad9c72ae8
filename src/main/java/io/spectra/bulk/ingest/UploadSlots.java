package io.spectra.bulk.ingest;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.UploadedPart;
import io.spectra.storage.PresignedUrl;
import io.spectra.storage.PresignedUrls;
import io.spectra.storage.StoredObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the data of a job is uploaded to, and what is there. */
@ApplicationScoped
public class UploadSlots {
  private final PresignedUrls urls;
  private final StoredObjects objects;
  private final IngestConfig config;

  UploadSlots(PresignedUrls urls, StoredObjects objects, IngestConfig config) {
    this.urls = urls;
    this.objects = objects;
    this.config = config;
  }

  /**
   * A URL to which one part is PUT; asking again gives another URL of the same place.
   *
   * @param part number of the part, from 1
   * @throws Failure {@code CONFLICT} with {@code state} unless the job waits for its upload; {@code
   *     INVALID_REQUEST} for a part that no job may have
   */
  public PresignedUrl url(Job job, int part) {
    if (!job.operation().ingests()) {
      throw Failure.of(ErrorCode.CONFLICT, "A query job takes no upload.")
          .with("state", job.state().wire());
    }
    if (job.state() != JobState.OPEN) {
      throw Failure.of(ErrorCode.CONFLICT, "The job takes no upload in this state.")
          .with("state", job.state().wire());
    }
    if (part < 1 || part > config.maxParts()) {
      throw Failure.of(ErrorCode.INVALID_REQUEST, "part must be 1 to " + config.maxParts())
          .with("field", "part")
          .with("reason", part < 1 ? "minimum" : "maximum");
    }
    return urls.upload(key(job, part));
  }

  /**
   * What was uploaded for a job, as it is now.
   *
   * @throws Failure {@code CONFLICT} with {@code state} where that is nothing, or where a part is
   *     missing before another; {@code PAYLOAD_TOO_LARGE} where one is larger than it may be
   */
  public List<UploadedPart> uploaded(Job job) {
    List<UploadedPart> parts = new ArrayList<>();
    long most = config.maxUploadSize().asLongValue();
    for (String key : objects.keys(prefix(job))) {
      Optional<StoredObjects.Stored> found = objects.find(key);
      if (found.isEmpty()) {
        continue;
      }
      StoredObjects.Stored object = found.get();
      if (object.sizeBytes() > most) {
        throw Failure.of(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "The uploaded file has %d bytes, it may have %d: split it into parts or jobs."
                    .formatted(object.sizeBytes(), most))
            .with("limit_bytes", most);
      }
      int number = Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
      parts.add(new UploadedPart(number, key, object.etag(), object.version(), object.sizeBytes()));
    }
    if (parts.isEmpty()) {
      throw conflict(job, "Nothing was uploaded for the job yet: PUT the file to its upload URL.");
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).number() != i + 1) {
        throw conflict(job, "Part %d was not uploaded, but a later one was.".formatted(i + 1));
      }
    }
    return parts;
  }

  private static Failure conflict(Job job, String message) {
    return Failure.of(ErrorCode.CONFLICT, message).with("state", job.state().wire());
  }

  private static String prefix(Job job) {
    return "uploads/%s/%s/".formatted(job.tenant(), job.id());
  }

  /** Padded, so that keys sort as parts do. */
  private static String key(Job job, int part) {
    return prefix(job) + "part-%04d".formatted(part);
  }
}
