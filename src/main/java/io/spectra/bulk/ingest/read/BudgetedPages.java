package io.spectra.bulk.ingest.read;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/**
 * The pages of a row group, unpacked one by one within a budget.
 *
 * @param columns all that are read
 */
record BudgetedPages(PageReadStore pages, List<ColumnDescriptor> columns, PageBudget budget)
    implements PageReadStore {
  /** What an entry of a dictionary takes besides its bytes, once it is an object. */
  private static final int ENTRY_BYTES = 48;

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    return new Budgeted(pages.getPageReader(column), columns.indexOf(column));
  }

  @Override
  public long getRowCount() {
    return pages.getRowCount();
  }

  @Override
  public void close() {
    pages.close();
  }

  private final class Budgeted implements PageReader {
    private final PageReader reader;
    private final int column;

    private Budgeted(PageReader reader, int column) {
      this.reader = reader;
      this.column = column;
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      budget.holder(columns.size() + column);
      DictionaryPage page = reader.readDictionaryPage();
      if (page != null) {
        budget.take((long) page.getDictionarySize() * ENTRY_BYTES);
      }
      return page;
    }

    @Override
    public long getTotalValueCount() {
      return reader.getTotalValueCount();
    }

    @Override
    public DataPage readPage() {
      budget.holder(column);
      return reader.readPage();
    }
  }
}
