package io.spectra.local;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.server.Connector;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/**
 * Has the S3 server take a PUT for an object whatever content type it names. Some clients call any
 * body a form ({@code curl --data-binary}, Python's urllib); the server's HTTP part then reads the
 * body as parameters, which no signature covers. Amazon's S3 does not.
 */
final class FormBodies {
  private FormBodies() {}

  /** Before the server starts; it has no setting for this, so its HTTP part is told itself. */
  static void leaveAlone(S3Proxy proxy) throws ReflectiveOperationException {
    var field = S3Proxy.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(proxy)).getConnectors()) {
      connector.getConnectionFactories().stream()
          .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
          .map(HttpConfiguration.ConnectionFactory.class::cast)
          .forEach(factory -> factory.getHttpConfiguration().setFormEncodedMethods("POST"));
    }
  }
}
