package chat.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.delivery.FrameEncoder;
import chat.web.delivery.Outbox;
import chat.web.http.CloseConnection;
import chat.web.metrics.DisconnectReason;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.SocketContext;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;

/**
 * One WebSocket: frames in, whole messages out to the listener, RFC 6455 strictly. It never writes;
 * what its session is asked to send goes to the outbox. The {@code finally} of {@link #handle} is
 * the one and certain end of the connection, with a goodbye or without.
 */
final class ChatConnection implements ServerConnection, WsSession {
  private static final System.Logger LOG = System.getLogger(ChatConnection.class.getName());

  private static final char REPLACEMENT = '\uFFFD';

  /** After its own close the server still reads so much, so that the close frame arrives. */
  private static final int MOST_DISCARDED = 1 << 20;

  /** How long the end waits for what is still to be written. */
  static final Duration GOODBYE = Duration.ofSeconds(2);

  private final ConnectionContext context;
  private final ChatSocket listener;
  private final Outbox outbox;
  private final int longestMessage;
  private volatile Thread reader;

  // The fragments of a message so far; null between messages.
  private ByteArrayOutputStream fragments;

  ChatConnection(ConnectionContext context, ChatSocket listener, Outbox outbox) {
    this.context = context;
    this.listener = listener;
    this.outbox = outbox;
    this.longestMessage = listener.limits().messageSize();
  }

  /** A reason to close that the client has given. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Fault(int code) {
      super(null, null, false, false);
      this.code = code;
    }
  }

  /** The client is not there any more; its connection ended without a close frame. */
  private static final class Gone extends Exception {
    private static final long serialVersionUID = 1L;

    Gone(RuntimeException cause) {
      super(null, cause, false, false);
    }
  }

  @Override
  public void handle(Limit limit) {
    reader = Thread.currentThread();
    outbox.setReader(reader);
    try {
      listener.onOpen(this);
      readUntilClosed();
    } catch (Fault fault) {
      listener.closedFor(fault.code);
      closeAndDiscard(fault.code);
    } catch (Gone gone) {
      LOG.log(Level.TRACE, "gone without a goodbye", gone);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a connection failed", e);
      closeAndDiscard(1011);
    } finally {
      // An interrupt has done its work by now; what follows has to wait for the writer.
      var _ = Thread.interrupted();
      listener.ended();
    }
    throw new CloseConnection("the WebSocket has ended");
  }

  private void readUntilClosed() throws Fault, Gone {
    while (true) {
      ClientFrame frame = read();
      listener.heard();
      if (frame.opCode() == WsOpCode.CLOSE) {
        outbox.close(answerTo(frame.payload()));
        outbox.awaitClosed(GOODBYE);
        return;
      }
      if (!outbox.isClosing()) {
        take(frame);
      }
    }
  }

  private ClientFrame read() throws Fault, Gone {
    try {
      return ClientFrame.read(context.dataReader(), longestMessage);
    } catch (WsCloseException e) {
      throw new Fault(e.closeCode());
    } catch (DataReader.InsufficientDataAvailableException
        | ServerConnectionException
        | UncheckedIOException e) {
      // Here only: the same kind of exception out of the room's log is our fault, and gets a 1011.
      throw new Gone(e);
    }
  }

  private void take(ClientFrame frame) throws Fault {
    switch (frame.opCode()) {
      case PING -> listener.onPing(this, BufferData.create(frame.payload()));
      case PONG -> {}
      case TEXT -> begin(frame);
      case CONTINUATION -> goOn(frame);
      case BINARY -> throw new Fault(fragments == null ? 1003 : 1002);
      case CLOSE -> throw new IllegalStateException("a close is not taken here");
    }
  }

  private void begin(ClientFrame frame) throws Fault {
    if (fragments != null) {
      throw new Fault(1002);
    }
    if (frame.last()) {
      listener.onMessage(this, text(frame.payload()), true);
    } else {
      fragments = new ByteArrayOutputStream();
      fragments.writeBytes(frame.payload());
    }
  }

  private void goOn(ClientFrame frame) throws Fault {
    if (fragments == null) {
      throw new Fault(1002);
    }
    if (fragments.size() + frame.payload().length > longestMessage) {
      throw new Fault(1009);
    }
    fragments.writeBytes(frame.payload());
    if (frame.last()) {
      String text = text(fragments.toByteArray());
      fragments = null;
      listener.onMessage(this, text, true);
    }
  }

  private static String text(byte[] utf8) throws Fault {
    String text = new String(utf8, UTF_8);
    // Malformed bytes become replacement characters; only then it is worth a strict second look.
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkUtf8(utf8);
    }
    return text;
  }

  private static void checkUtf8(byte[] utf8) throws Fault {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
    } catch (CharacterCodingException e) {
      throw new Fault(1007);
    }
  }

  /** The code that answers a close frame: the client's own, or what is wrong with it. */
  private static int answerTo(byte[] payload) throws Fault {
    if (payload.length == 0) {
      return 1000;
    }
    if (payload.length == 1) {
      throw new Fault(1002);
    }
    int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    checkUtf8(java.util.Arrays.copyOfRange(payload, 2, payload.length));
    if (!mayBeSent(code)) {
      throw new Fault(1002);
    }
    return code;
  }

  /** RFC 6455, section 7.4, and the registry that it founds. */
  private static boolean mayBeSent(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  /**
   * Closes, then reads on without looking, so that the close frame is not lost in a reset. Ends
   * with the peer, or by the watch's interrupt.
   */
  private void closeAndDiscard(int code) {
    outbox.close(code);
    // The peer may have sent all it had, and a FIN: then there is nothing to wait for but this.
    outbox.awaitClosed(GOODBYE);
    DataReader data = context.dataReader();
    try {
      for (int read = 0; read < MOST_DISCARDED; read += data.readBuffer().available()) {
        data.ensureAvailable();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.TRACE, "gone after the close", e);
    }
  }

  @Override
  public Duration idleTime() {
    // The watch knows better than the server's own idle timer who is still there.
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    Thread waiter = reader;
    if (waiter != null) {
      waiter.interrupt();
    }
  }

  @Override
  public WsSession send(String text, boolean last) {
    outbox.offer(FrameEncoder.text(text.getBytes(UTF_8)));
    return this;
  }

  @Override
  public WsSession send(BufferData binary, boolean last) {
    throw new UnsupportedOperationException("a room speaks text");
  }

  @Override
  public WsSession ping(BufferData payload) {
    outbox.offer(FrameEncoder.ping(payload.readBytes()));
    return this;
  }

  @Override
  public WsSession pong(BufferData payload) {
    outbox.offer(FrameEncoder.pong(payload.readBytes()));
    return this;
  }

  @Override
  public WsSession close(int code, String reason) {
    outbox.close(code);
    return this;
  }

  @Override
  public WsSession terminate() {
    outbox.cut(DisconnectReason.ENDED_BY_LISTENER);
    return this;
  }

  @Override
  public Optional<String> subProtocol() {
    return listener.dialect().subprotocol();
  }

  @Override
  public SocketContext socketContext() {
    return context;
  }
}
