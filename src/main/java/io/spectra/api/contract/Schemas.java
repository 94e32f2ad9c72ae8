package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import java.util.List;

/** Compiles schemas where they stand in the document, so that the document itself validates. */
final class Schemas {
  /** Members of the document and of schemas that demand nothing; any other is a mistake. */
  private static final List<String> NO_DEMANDS =
      List.of(
          "openapi", "info", "servers", "tags", "paths", "components", "x-rate-limits", "x-must");

  private final JsonNode document;
  private final JsonSchema root;

  Schemas(JsonNode document) {
    this.document = document;
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(OpenApi30.getInstance())
            .keyword(new MaxBytes())
            .keyword(new PropertyNames())
            .keyword(new When())
            .keywords(NO_DEMANDS.stream().map(NonValidationKeyword::new).toList())
            .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
            .build();
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V4,
            builder -> builder.metaSchema(dialect).defaultMetaSchemaIri(dialect.getIri()));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .nullableKeywordEnabled(true)
            .regularExpressionFactory(WholeText::compile)
            .preloadJsonSchema(false)
            .build();
    this.root = factory.getSchema(SchemaLocation.of("contract:openapi"), document, config);
  }

  /**
   * The compiled schema at a place of the document; safe for use by many threads.
   *
   * @param pointer a JSON pointer
   */
  JsonSchema at(String pointer) {
    if (document.at(pointer).isMissingNode()) {
      throw new IllegalArgumentException("openapi.yaml has nothing at " + pointer);
    }
    JsonNodePath path = new JsonNodePath(PathType.JSON_POINTER);
    for (String step : pointer.substring(1).split("/")) {
      String name = step.replace("~1", "/").replace("~0", "~");
      path =
          document.at(path.toString()).isArray()
              ? path.append(Integer.parseInt(name))
              : path.append(name);
    }
    JsonSchema schema = root.getSubSchema(path);
    schema.initializeValidators();
    return schema;
  }
}
