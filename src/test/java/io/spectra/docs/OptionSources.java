package io.spectra.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Reads the options out of the sources: the methods of {@code @ConfigMapping} interfaces, groups
 * within them included, and parameters with {@code @ConfigProperty}. It parses and does not
 * compile, so Javadoc is at hand.
 */
final class OptionSources {
  private static final String MAPPING = "ConfigMapping";

  private final List<Option> options = new ArrayList<>();
  private final List<String> undocumented = new ArrayList<>();
  private final Map<String, TreePath> interfaces = new HashMap<>();
  private final DocTrees docs;

  private OptionSources(DocTrees docs) {
    this.docs = docs;
  }

  /**
   * @param folder the root of the sources
   * @return all options by name
   * @throws IllegalStateException naming every option without a description
   */
  static List<Option> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      OptionSources sources = new OptionSources(DocTrees.instance(task));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.forEach(unit -> sources.new Interfaces().scan(unit, null));
      units.forEach(unit -> sources.new Declarations().scan(unit, null));
      return sources.all();
    }
  }

  private List<Option> all() {
    if (!undocumented.isEmpty()) {
      throw new IllegalStateException("options without Javadoc: " + undocumented);
    }
    return options.stream().sorted(Option.BY_NAME).distinct().toList();
  }

  private void add(String name, String standard, Optional<String> text) {
    text.filter(words -> !words.isBlank())
        .ifPresentOrElse(
            words -> options.add(new Option(name, standard, capital(words))),
            () -> undocumented.add(name));
  }

  /** Interfaces by simple name: a mapping's method may lead to another one, a group of options. */
  private final class Interfaces extends TreePathScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (type.getKind() == Tree.Kind.INTERFACE) {
        interfaces.put(type.getSimpleName().toString(), getCurrentPath());
      }
      return super.visitClass(type, nothing);
    }
  }

  private final class Declarations extends TreePathScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      value(type.getModifiers(), MAPPING, "prefix")
          .ifPresent(prefix -> group(prefix, getCurrentPath()));
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      for (VariableTree parameter : method.getParameters()) {
        value(parameter.getModifiers(), "ConfigProperty", "name")
            .filter(name -> name.startsWith("spectra."))
            .ifPresent(name -> property(name, parameter));
      }
      return super.visitMethod(method, nothing);
    }

    private void property(String name, VariableTree parameter) {
      String standard =
          value(parameter.getModifiers(), "ConfigProperty", "defaultValue")
              .map(OptionSources::code)
              .orElse("**required**");
      add(name, standard, doc(getCurrentPath()).parameter(parameter.getName().toString()));
    }
  }

  private void group(String prefix, TreePath path) {
    for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
      if (member instanceof MethodTree method && method.getBody() == null) {
        member(prefix, method, new TreePath(path, method));
      }
    }
  }

  private void member(String prefix, MethodTree method, TreePath path) {
    String name =
        prefix
            + "."
            + value(method.getModifiers(), "WithName", "value")
                .orElseGet(() -> kebab(method.getName().toString()));
    String type = method.getReturnType().toString();
    if (interfaces.containsKey(type)) {
      group(name, interfaces.get(type));
      return;
    }
    boolean map = type.startsWith("Map<");
    add(map ? name + ".*" : name, standard(method, type), Optional.of(doc(path).body()));
  }

  private static String standard(MethodTree method, String type) {
    return value(method.getModifiers(), "WithDefault", "value")
        .map(OptionSources::code)
        .orElse(type.matches("(Optional|Map).*") ? "unset" : "**required**");
  }

  private Javadoc doc(TreePath path) {
    String raw = docs.getDocComment(path);
    return new Javadoc(raw == null ? "" : raw);
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String code(String value) {
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }

  /** The value of an annotation's element; the one that has no name is called {@code value}. */
  private static Optional<String> value(
      ModifiersTree modifiers, String annotation, String element) {
    return modifiers.getAnnotations().stream()
        .filter(each -> each.getAnnotationType().toString().endsWith(annotation))
        .map(AnnotationTree::getArguments)
        .flatMap(List::stream)
        .flatMap(argument -> literal(argument, element).stream())
        .findFirst();
  }

  private static Optional<String> literal(ExpressionTree argument, String element) {
    ExpressionTree value = argument;
    String name = "value";
    if (argument instanceof AssignmentTree assignment) {
      name = assignment.getVariable().toString();
      value = assignment.getExpression();
    }
    return name.equals(element) && value instanceof LiteralTree literal
        ? Optional.of(literal.getValue().toString())
        : Optional.empty();
  }
}
