package io.spectra.bulk.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.spectra.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The splitting of CSV, held to another reader of it. */
class CsvScannerTest {
  private static final int LONGEST = 1 << 20;
  private static final List<String> EMPTY_LINE = List.of("an empty line");

  @Property(tries = 3_000)
  @Label("R-055 any text is split as another reader of RFC 4180 splits it, however it arrives")
  void likeAnother(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 7) int arriving) {
    String file = "h1,h2\n" + text;
    List<List<String>> expected = another(file);
    List<List<String>> actual = ours(file.getBytes(StandardCharsets.UTF_8), arriving);
    assertThat(actual).isEqualTo(expected);
  }

  @Property(tries = 3_000)
  @Label("R-055 bytes that are no UTF-8 are found as the platform's decoder finds them")
  void utf8(@ForAll("bytes") byte[] bytes) {
    boolean valid = true;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      valid = false;
    }
    assertThat(Utf8.valid(bytes, 0, bytes.length)).isEqualTo(valid);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "bc", ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "ä", "€", "𝄞", " ")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of(
            0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
            0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(Byte[].class)
        .ofMaxSize(6)
        .map(
            some -> {
              byte[] all = new byte[some.length];
              for (int i = 0; i < all.length; i++) {
                all[i] = some[i];
              }
              return all;
            });
  }

  /** Null where the file is refused. */
  private static List<List<String>> ours(byte[] file, int arriving) {
    try (CsvRecords records = new CsvRecords(slowly(file, arriving), LONGEST)) {
      List<List<String>> all = new ArrayList<>();
      while (records.next()) {
        all.add(
            records.problem() == null
                ? new ArrayList<>(Arrays.asList(records.values()))
                : List.of("fields: " + records.raw().count()));
      }
      return all;
    } catch (Failure e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<List<String>> another(String file) {
    try (CsvReader<List<String>> reader =
        CsvReader.builder()
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(new Fields(), file)) {
      List<List<String>> all = new ArrayList<>();
      reader.stream()
          .skip(1)
          .filter(fields -> !fields.equals(EMPTY_LINE))
          .map(fields -> fields.size() == 2 ? fields : List.of("fields: " + fields.size()))
          .forEach(all::add);
      return all;
    } catch (CsvParseException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream slowly(byte[] file, int arriving) {
    return new FilterInputStream(new ByteArrayInputStream(file)) {
      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        return super.read(to, offset, Math.min(length, arriving));
      }
    };
  }

  /** Fields as the other reader sees them, null for empty ones without quotes. */
  private static final class Fields extends AbstractBaseCsvCallbackHandler<List<String>> {
    private List<String> fields = new ArrayList<>();
    private boolean empty;

    @Override
    protected void handleBegin(long startingLineNumber) {
      fields = new ArrayList<>();
      empty = false;
    }

    @Override
    protected void handleField(int index, char[] from, int offset, int length, boolean quoted) {
      fields.add(length == 0 && !quoted ? null : new String(from, offset, length));
    }

    @Override
    protected void handleEmpty() {
      empty = true;
    }

    @Override
    protected List<String> buildRecord() {
      return empty ? EMPTY_LINE : fields;
    }
  }
}
