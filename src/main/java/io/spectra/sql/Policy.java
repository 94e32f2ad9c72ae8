package io.spectra.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is refused by name: statements by their first word, functions, types that look into the
 * catalog, and objects of the warehouse itself. Its source is {@code sql/policy.yaml}; operators
 * can only add.
 */
record Policy(NameRules statements, NameRules functions, NameRules types, NameRules objects) {
  private static final String RESOURCE = "/sql/policy.yaml";
  private static final String BY_OPERATOR = "Not allowed by this service's policy";

  private record Source(
      List<NameRules.Group> statements,
      List<NameRules.Group> functions,
      List<NameRules.Group> types,
      List<NameRules.Group> objects) {}

  /** The built-in policy and what operators add to it. */
  static Policy load(List<String> moreFunctions, List<String> moreObjects) {
    Source source = read();
    return new Policy(
        new NameRules(source.statements()),
        new NameRules(with(source.functions(), moreFunctions)),
        new NameRules(source.types()),
        new NameRules(with(source.objects(), moreObjects)));
  }

  private static List<NameRules.Group> with(List<NameRules.Group> groups, List<String> more) {
    List<NameRules.Group> all = new ArrayList<>(groups);
    all.add(new NameRules.Group(BY_OPERATOR, more));
    return all;
  }

  private static Source read() {
    try (InputStream in = Policy.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, Source.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The SQL policy in " + RESOURCE + " cannot be read", e);
    }
  }
}
