package io.spectra.warehouse;

import com.amazon.redshift.ssl.LibPQFactory;
import com.amazon.redshift.util.RedshiftException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;

/**
 * Makes the driver's TLS sockets, which it names by this class, with the driver's own settings:
 * what they read goes through a {@link RowFilter}, which the socket below could not understand.
 */
public final class FilteredTls extends LibPQFactory {
  /**
   * @param settings the connection's, such as {@code sslmode} and {@code sslrootcert}
   */
  public FilteredTls(Properties settings) throws RedshiftException {
    super(settings);
  }

  @Override
  public Socket createSocket(Socket below, String host, int port, boolean autoClose)
      throws IOException {
    return new Filtered((SSLSocket) super.createSocket(below, host, port, autoClose));
  }

  private static final class Filtered extends ForwardingTls {
    private InputStream in;

    Filtered(SSLSocket tls) {
      super(tls);
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (in == null) {
        in = new FilteredStream(super.getInputStream(), () -> {});
      }
      return in;
    }
  }
}
