package io.spectra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

class PortTest {
  @RepeatedTest(20)
  @DisplayName("A port of the stack is none that an outgoing connection may take before it listens")
  void liesBelowThoseOfClients() throws IOException {
    int port = new Port(0, "").claim();

    assertThat(port).isLessThan(portOfAClient());
    try (ServerSocket listening = new ServerSocket()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }

  private static int portOfAClient() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      return client.getLocalPort();
    }
  }
}
