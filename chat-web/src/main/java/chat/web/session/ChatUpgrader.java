package chat.web.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.core.log.Cursor;
import chat.web.access.Admission;
import chat.web.access.Permit;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.config.MessageLimits;
import chat.web.delivery.Outbox;
import chat.web.delivery.StreamFormat;
import chat.web.delivery.WriterPool;
import chat.web.http.CloseConnection;
import chat.web.http.HeaderLines;
import chat.web.http.PercentDecoding;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The upgrade of a request to a WebSocket: checks the handshake (RFC 6455, section 4.2.1), then
 * admission, and only then answers 101. Replaces Helidon's own upgrader.
 */
public final class ChatUpgrader implements Http1Upgrader {
  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final HeaderName PROTOCOL = HeaderNames.create("Sec-WebSocket-Protocol");
  private static final String SUPPORTED_VERSION = "13";
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /**
   * Copied for each handshake, because a look-up leaves 160 bytes of thread-locals with the thread
   * of the connection.
   */
  private static final MessageDigest SHA_1 = sha1();

  @SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack trace.
  private static final CloseConnection FAILED = new CloseConnection("the upgrade failed");

  private final WriterPool writers;
  private final RoomConnections services;
  private final ConnectionTimeouts timeouts;
  private final Admission admission;
  private final ConnectionLimiter connections;
  private final TrustedProxies proxies;
  private final ServerMetrics metrics;
  private final MessageLimits limits;

  public ChatUpgrader(
      RoomConnections services,
      Admission admission,
      ConnectionLimiter connections,
      TrustedProxies proxies,
      ServerMetrics metrics,
      WriterPool writers,
      ConnectionTimeouts timeouts,
      MessageLimits limits) {
    this.services = services;
    this.admission = admission;
    this.connections = connections;
    this.proxies = proxies;
    this.metrics = metrics;
    this.writers = writers;
    this.timeouts = timeouts;
    this.limits = limits;
  }

  @Override
  public String supportedProtocol() {
    return "websocket";
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!Admission.isChatPath(prologue.uriPath())) {
      return null;
    }
    connections.headReceived(context);
    String accept = accept(checkedKey(prologue, headers));
    if (connections.isReserved(context)) {
      throw refusal(Admission.Refused.full(), headers);
    }
    RemoteClient client =
        RemoteClient.of(context.remotePeer().host(), context.isSecure(), headers, proxies);
    Dialect dialect = Dialect.of(HeaderLines.members(headers, PROTOCOL), client.origin(headers));
    Permit permit = admit(client, prologue, headers, dialect);
    try {
      connections.upgraded(context);
    } catch (RuntimeException e) {
      permit.release();
      throw e;
    }
    try {
      var socket = (ChatSocket) route(context, prologue);
      var outbox =
          new Outbox(
              writers,
              StreamFormat.WEB_SOCKET.framing(""),
              context.dataWriter(),
              limits.pendingBytes(),
              metrics);
      socket.accept(services.create(handshake(permit, dialect, prologue, headers), outbox));
      context.dataWriter().writeNow(BufferData.create(switching(accept, dialect)));
      return new ChatConnection(
          context, socket, outbox, limits.messageSize(), timeouts.closeTimeout());
    } catch (Throwable e) {
      permit.release();
      connections.closed();
      // After the 101 no byte of HTTP may follow, and it may have been written.
      throw FAILED;
    }
  }

  private static WsListener route(ConnectionContext context, HttpPrologue prologue) {
    return context
        .router()
        .routing(WsRouting.class, WsRouting.empty())
        .findRoute(prologue)
        .listener();
  }

  private static String checkedKey(HttpPrologue prologue, Headers headers) {
    boolean asksForUpgrade = HeaderLines.contains(headers, HeaderNames.CONNECTION, "upgrade");
    List<String> keys = HeaderLines.of(headers, KEY);
    boolean hasNoBody =
        prologue.method().text().equals("GET")
            // Helidon detects a body only if this is exactly "chunked".
            && !headers.contains(HeaderNames.TRANSFER_ENCODING);
    boolean isQueryValid = PercentDecoding.isUtf8(prologue.query().rawValue());
    if (!hasNoBody
        || !asksForUpgrade
        || !isQueryValid
        || keys.size() != 1
        || !isKey(keys.getFirst())) {
      throw refusal(Status.BAD_REQUEST_400, headers).build();
    }
    if (!HeaderLines.of(headers, VERSION).equals(List.of(SUPPORTED_VERSION))) {
      throw refusal(Status.UPGRADE_REQUIRED_426, headers)
          .header(HeaderValues.create(VERSION, SUPPORTED_VERSION))
          .build();
    }
    return keys.getFirst();
  }

  /** A key is 16 bytes in base64, and that is 24 characters. */
  private static boolean isKey(String key) {
    try {
      return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Permit admit(
      RemoteClient client, HttpPrologue prologue, Headers headers, Dialect dialect) {
    boolean plain = dialect.subprotocol().isEmpty();
    return switch (admission.decide(prologue.uriPath(), headers, client, plain)) {
      case Admission.Refused refused -> throw refusal(refused, headers);
      case Admission.Admitted admitted -> admit(admitted, headers);
    };
  }

  private Permit admit(Admission.Admitted admitted, Headers headers) {
    try {
      return admission.admit(admitted);
    } catch (Admission.LimitExceededException e) {
      throw refusal(new Admission.Refused(e.limit()), headers);
    }
  }

  private RequestException refusal(Admission.Refused refused, Headers headers) {
    refused.limit().ifPresent(metrics::limitHit);
    return refusal(refused.status(), headers)
        .header(RefusalCode.of(refused.status(), refused.reason()))
        .message(Responses.sentence(refused.reason(), headers))
        .build();
  }

  private static RequestException.Builder refusal(Status status, Headers headers) {
    return RequestException.builder()
        .type(EventType.OTHER)
        .status(status)
        .setKeepAlive(false)
        .message(Responses.sentence(status.codeText(), headers));
  }

  private static RoomConnection.Handshake handshake(
      Permit permit, Dialect dialect, HttpPrologue prologue, Headers headers) {
    Optional<Cursor> after =
        prologue.query().contains("after")
            ? Cursor.parse(prologue.query().get("after"))
            : Optional.empty();
    return new RoomConnection.Handshake(
        permit, dialect, StreamFormat.WEB_SOCKET, after, Preferences.of(headers).locale());
  }

  private static byte[] switching(String accept, Dialect dialect) {
    String protocolLine =
        dialect.subprotocol().map(name -> "Sec-WebSocket-Protocol: " + name + "\r\n").orElse("");
    return ("HTTP/1.1 101 Switching Protocols\r\n"
            + "Connection: Upgrade\r\n"
            + "Upgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: "
            + accept
            + "\r\n"
            + protocolLine
            + "\r\n")
        .getBytes(US_ASCII);
  }

  private static String accept(String key) {
    try {
      MessageDigest digest = (MessageDigest) SHA_1.clone();
      return Base64.getEncoder().encodeToString(digest.digest((key + MAGIC).getBytes(US_ASCII)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-1 can be copied", e);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
