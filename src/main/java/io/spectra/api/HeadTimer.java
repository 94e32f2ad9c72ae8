package io.spectra.api;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which no head of a request becomes whole in time, however its bytes
 * trickle in: the first one has its time from when the connection was accepted, a next one from the
 * end of the answer before it. While a request is answered the connection has all the time it
 * needs. Lives on the connection's event loop.
 */
final class HeadTimer extends ChannelInboundHandlerAdapter {
  /** The name under which Vert.x reads requests; with TLS it is there after the handshake. */
  private static final String VERTX = "handler";

  private final Duration first;
  private final Duration next;
  private final Runnable onFirstLate;
  private boolean installed;
  private boolean any;
  private int answering;
  private long deadlineNanos;
  private ScheduledFuture<?> check;

  /**
   * @param first time for the first head
   * @param next time for each further head
   * @param onFirstLate told of a connection that is closed before any request
   */
  HeadTimer(Duration first, Duration next, Runnable onFirstLate) {
    this.first = first;
    this.next = next;
    this.onFirstLate = onFirstLate;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    giveTime(first);
    schedule(context, first.toNanos());
    install(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    install(context);
    context.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (check != null) {
      check.cancel(false);
    }
    context.fireChannelInactive();
  }

  private void install(ChannelHandlerContext context) {
    if (!installed && context.pipeline().get(VERTX) != null) {
      installed = true;
      context.pipeline().addBefore(VERTX, null, new Requests());
    }
  }

  private void giveTime(Duration time) {
    deadlineNanos = System.nanoTime() + time.toNanos();
  }

  private void schedule(ChannelHandlerContext context, long nanos) {
    check = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
  }

  /** One timer for a connection, however many requests come by it: it looks when it is over. */
  private void check(ChannelHandlerContext context) {
    long left = answering > 0 ? next.toNanos() : deadlineNanos - System.nanoTime();
    if (left > 0) {
      schedule(context, left);
      return;
    }
    if (!any) {
      onFirstLate.run();
    }
    context.close();
  }

  /** Behind the decoder: sees whole heads, and the ends of answers. */
  private final class Requests extends ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        any = true;
        answering++;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof LastHttpContent && !isInterim(message)) {
        // With TLS the first request may have come before this handler was put in.
        answering = Math.max(0, answering - 1);
        giveTime(next);
      }
      context.write(message, promise);
    }

    /** 100 Continue ends nothing. */
    private static boolean isInterim(Object message) {
      return message instanceof HttpResponse response
          && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
  }
}
