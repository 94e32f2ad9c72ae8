package io.spectra.bulk.ingest.read;

import java.io.IOException;
import java.io.InputStream;

/** An uploaded object that is read from any place; what is read is always the same object. */
public interface StoredFile {
  /** Its size in bytes. */
  long size();

  /** Its bytes from a place on; the caller closes the stream, which gives up what was not read. */
  InputStream from(long position) throws IOException;
}
