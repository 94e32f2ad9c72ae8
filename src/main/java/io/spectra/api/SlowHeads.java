package io.spectra.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.ArrayList;
import java.util.List;

/**
 * Has every connection that is accepted watched by a {@link HeadTimer}. Neither Quarkus nor Vert.x
 * lets a handler see a connection before its first request has come whole, so it is put where Netty
 * accepts them.
 */
@ApplicationScoped
public class SlowHeads {
  private final VertxInternal vertx;
  private final ApiConfig config;
  private final Counter cut;

  public SlowHeads(Vertx vertx, ApiConfig config, MeterRegistry meters) {
    this.vertx = (VertxInternal) vertx;
    this.config = config;
    this.cut =
        Counter.builder("spectra.http.slow.heads")
            .description("Connections cut off because their first request did not come in time")
            .register(meters);
  }

  void plain(@ObservesAsync HttpServerStart started) {
    watch();
  }

  void secure(@ObservesAsync HttpsServerStart started) {
    watch();
  }

  private void watch() {
    for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
      if (acceptor instanceof SingleThreadEventLoop loop) {
        loop.execute(() -> listening(loop).forEach(this::watch));
      }
    }
  }

  private static List<Channel> listening(SingleThreadEventLoop loop) {
    List<Channel> found = new ArrayList<>();
    loop.registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              if (channel instanceof ServerChannel) {
                found.add(channel);
              }
            });
    return found;
  }

  private void watch(Channel listening) {
    if (listening.pipeline().get(Accepted.class) == null) {
      listening.pipeline().addFirst(new Accepted());
    }
  }

  /** Sees each connection when it is accepted, before anything is read from it. */
  @Sharable
  private final class Accepted extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection
            .pipeline()
            .addLast(new HeadTimer(config.slowHead(), config.keepAlive(), cut::increment));
      }
      context.fireChannelRead(accepted);
    }
  }
}
