package io.spectra.auth.sigv4;

import io.spectra.auth.RequestHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as a test writes it down. */
record SentHead(String method, String path, String query, Map<String, List<String>> headers)
    implements RequestHead {
  /** Reads the text of an HTTP request, without its body. */
  static SentHead parse(String text) {
    String[] lines = text.split("\\r?\\n");
    String line = lines[0];
    String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(" HTTP"));
    int question = target.indexOf('?');
    Map<String, List<String>> headers = new LinkedHashMap<>();
    String last = null;
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      if (lines[i].startsWith(" ")) {
        List<String> values = headers.get(last);
        values.set(values.size() - 1, values.get(values.size() - 1) + "\n" + lines[i]);
      } else {
        int colon = lines[i].indexOf(':');
        last = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        headers.computeIfAbsent(last, name -> new ArrayList<>()).add(lines[i].substring(colon + 1));
      }
    }
    return new SentHead(
        line.substring(0, line.indexOf(' ')),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        headers);
  }

  @Override
  public List<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of());
  }

  @Override
  public Collection<String> headerNames() {
    return headers.keySet();
  }

  /** The same with another value of a header; null leaves it out. */
  SentHead with(String name, String... values) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    if (values == null) {
      more.remove(name);
    } else {
      more.put(name, List.of(values));
    }
    return new SentHead(method, path, query, more);
  }

  SentHead at(String otherPath, String otherQuery) {
    return new SentHead(method, otherPath, otherQuery, headers);
  }

  SentHead by(String otherMethod) {
    return new SentHead(otherMethod, path, query, headers);
  }
}
