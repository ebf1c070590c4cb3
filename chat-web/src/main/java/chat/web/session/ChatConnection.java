package chat.web.session;

import chat.core.cluster.StoreUnavailableException;
import chat.web.delivery.Outbox;
import chat.web.http.CloseConnection;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import io.helidon.websocket.WsSession;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * One WebSocket connection: reads frames, strictly by RFC 6455, and calls its listener with whole
 * messages. It never writes; everything that is sent goes to the outbox.
 *
 * <p>{@link #end} is the one and certain end of the connection, with or without a close frame.
 * Whatever was thrown, {@link #handle} ends with a {@link CloseConnection}: to anything else
 * Helidon would answer with bytes of HTTP inside of the WebSocket.
 */
final class ChatConnection implements ServerConnection {
  private static final System.Logger LOG = System.getLogger(ChatConnection.class.getName());

  /** 1 MiB is read after the server's own close, so that a TCP reset does not overtake it. */
  private static final int MAX_DISCARDED = 1 << 20;

  private final ConnectionContext context;
  private final ChatSocket listener;
  private final Outbox outbox;
  private final WsSession session;
  private final int maxFrameSize;
  private final MessageAssembler messages;
  private final Duration closeTimeout;
  // Used by the reader only.
  private boolean closeReceived;
  private volatile Thread reader;

  /**
   * @param maxMessageSize in bytes, of a frame and of a message
   * @param closeTimeout the time for the close frame to be written
   */
  ChatConnection(
      ConnectionContext context,
      ChatSocket listener,
      Outbox outbox,
      int maxMessageSize,
      Duration closeTimeout) {
    this.context = context;
    this.listener = listener;
    this.outbox = outbox;
    this.session = new OutboxSession(outbox, context);
    this.maxFrameSize = maxMessageSize;
    this.messages =
        new MessageAssembler(maxMessageSize, text -> listener.onMessage(session, text, true));
    this.closeTimeout = closeTimeout;
  }

  /** Created beforehand, because it has to be thrown without memory, too. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack trace.
  private static final CloseConnection ENDED = new CloseConnection("the WebSocket has ended");

  /** The TCP connection has ended without a close frame. */
  private static final class Disconnected extends Exception {
    private static final long serialVersionUID = 1L;

    Disconnected(RuntimeException cause) {
      super(null, cause, false, false);
    }
  }

  @Override
  public void handle(Limit limit) {
    try {
      reader = Thread.currentThread();
      outbox.setReader(reader);
      serve();
    } catch (Throwable e) {
      failed(e);
    }
    end();
    throw ENDED;
  }

  private void serve() {
    try {
      listener.onOpen(session);
      readUntilClosed();
    } catch (WsCloseException e) {
      listener.closedFor(e.closeCode());
      closeAndDiscard(
          e.closeCode(), e instanceof ClientFrame.MalformedFrameException frame ? frame : null);
    } catch (Disconnected e) {
      LOG.log(Level.TRACE, "disconnected without a close frame", e);
    }
  }

  private void failed(Throwable e) {
    try {
      if (!(e instanceof StoreUnavailableException)) {
        LOG.log(Level.ERROR, "a connection failed", e);
      }
      closeAndDiscard(WsCloseCodes.UNEXPECTED_CONDITION, null);
    } catch (Throwable again) {
      // Without memory there is neither a line of the log nor a close frame.
    }
  }

  /** Throws nothing else than a {@link CloseConnection}: Helidon would answer with HTTP. */
  private void end() {
    try {
      // An interrupt has done its work; the wait for the writer, which follows, must not end by it.
      var _ = Thread.interrupted();
      listener.ended();
    } catch (Throwable e) {
      throw ENDED;
    }
  }

  private void readUntilClosed() throws Disconnected {
    while (true) {
      ClientFrame frame = read();
      listener.frameReceived();
      if (frame.opCode() == WsOpCode.CLOSE) {
        closeReceived = true;
        outbox.answerClose(ClosePayload.answer(frame.payload()));
        outbox.awaitClosed(closeTimeout);
        return;
      }
      if (!outbox.isClosing()) {
        take(frame);
      }
    }
  }

  private ClientFrame read() throws Disconnected {
    try {
      DataReader data = context.dataReader();
      if (data.available() == 0) {
        // Here and not three calls deeper, because the stack of an idle connection is in memory.
        data.pullData();
      }
      return ClientFrame.read(data, maxFrameSize);
    } catch (DataReader.InsufficientDataAvailableException
        | ServerConnectionException
        | UncheckedIOException e) {
      // Caught here only: thrown by the room's log it is an internal error, and closed with 1011.
      throw new Disconnected(e);
    }
  }

  private void take(ClientFrame frame) {
    switch (frame.opCode()) {
      case PING -> listener.onPing(session, BufferData.create(frame.payload()));
      case PONG -> listener.onPong(session, BufferData.create(frame.payload()));
      case TEXT, BINARY, CONTINUATION -> {
        if (frame.payload().length == 0 && !frame.last()) {
          listener.emptyFragmentReceived();
        }
        messages.add(frame);
      }
      case CLOSE -> throw new IllegalStateException("a close is answered by the reading loop");
    }
  }

  /**
   * Closes, then reads on and discards, so that the close frame is not lost in a TCP reset. Ends
   * with the client's close frame, with the client, or by an interrupt of the {@link
   * ConnectionMonitor}.
   *
   * @param malformed the client's frame that is not read to its end; null if there is none
   */
  private void closeAndDiscard(int code, ClientFrame.MalformedFrameException malformed) {
    outbox.close(code);
    // The client may have ended its side already: then the reading below returns at once.
    outbox.awaitClosed(closeTimeout);
    if (closeReceived) {
      return;
    }
    try {
      boolean closed = ClientFrame.skipToClose(context.dataReader(), malformed, MAX_DISCARDED);
      LOG.log(Level.TRACE, closed ? "closed by both" : "too much came after the close");
    } catch (RuntimeException e) {
      LOG.log(Level.TRACE, "disconnected after the close", e);
    }
  }

  @Override
  public Duration idleTime() {
    // Never idle for Helidon's own timer: the connection monitor finds dead clients.
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    Thread waiter = reader;
    if (waiter != null) {
      waiter.interrupt();
    }
  }
}
