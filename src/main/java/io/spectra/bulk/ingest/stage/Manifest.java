package io.spectra.bulk.ingest.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The list of objects that a COPY is to read, all of them and no other ("Using a manifest to
 * specify data files" in the Amazon Redshift Database Developer Guide). Pure.
 */
final class Manifest {
  private Manifest() {}

  /**
   * @param urls as {@code s3://bucket/key}
   */
  static byte[] of(List<String> urls) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = manifest.putArray("entries");
    urls.forEach(url -> entries.addObject().put("url", url).put("mandatory", true));
    return manifest.toString().getBytes(StandardCharsets.UTF_8);
  }
}
