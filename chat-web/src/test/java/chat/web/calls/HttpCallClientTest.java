package chat.web.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.testing.Await;
import chat.web.programs.Program;
import chat.web.testing.WebhookReceiver;
import io.helidon.common.tls.Tls;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of calls: signed, bounded, and to the address that was checked. */
@Tag("server")
@Timeout(60)
class HttpCallClientTest {
  private static final byte[] BODY = "{\"room\":\"茶\"}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Tls DEFAULT_TLS = Tls.builder().build();

  @TempDir Path folder;

  private final WebhookReceiver receiver = WebhookReceiver.open();
  private final List<String> lookedUp = new ArrayList<>();
  private int tlsCreated;

  @AfterEach
  void close() {
    receiver.close();
  }

  private static CallSettings settings(Duration timeout) {
    CallSettings normal = CallSettings.DEFAULTS;
    return new CallSettings(
        normal.waits(),
        timeout,
        normal.answerBytes(),
        normal.atOnce(),
        normal.perHost(),
        normal.perBot(),
        normal.loaded(),
        normal.checkInterval());
  }

  private HttpCallClient client(AddressResolver resolver, boolean allowsPrivate) {
    return client(resolver, allowsPrivate, Duration.ofSeconds(20), DEFAULT_TLS);
  }

  private HttpCallClient client(
      AddressResolver resolver, boolean allowsPrivate, Duration timeout, Tls tls) {
    AddressResolver recording =
        host -> {
          lookedUp.add(host);
          return resolver.resolve(host);
        };
    return new HttpCallClient(
        new CheckedResolver(recording, allowsPrivate),
        settings(timeout),
        () -> NOW,
        () -> {
          tlsCreated++;
          return tls;
        });
  }

  private static Program.Callback callback(String url) {
    return new Program.Callback(URI.create(url), "the secret", Instant.EPOCH);
  }

  private byte[] post(HttpCallClient client) throws CallFailedException {
    return client.post(callback(receiver.url()), BODY);
  }

  private HttpCallClient local() {
    return client(AddressResolver.SYSTEM, true);
  }

  /** HMAC by its definition in RFC 2104. */
  private static String hmac(String key, byte[] message) throws Exception {
    byte[] inner = new byte[64];
    byte[] outer = new byte[64];
    byte[] secret = key.getBytes(UTF_8);
    for (int i = 0; i < 64; i++) {
      int part = i < secret.length ? secret[i] : 0;
      inner[i] = (byte) (part ^ 0x36);
      outer[i] = (byte) (part ^ 0x5c);
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(inner);
    byte[] first = digest.digest(message);
    digest.update(outer);
    return HexFormat.of().formatHex(digest.digest(first));
  }

  @Test
  void requestIsSigned() throws Exception {
    receiver.answering((request, out) -> out.write(WebhookReceiver.answer(200, "yes")));
    assertThat(new String(post(local()), UTF_8)).isEqualTo("yes");
    WebhookReceiver.Request request = receiver.next();
    assertThat(request.line()).isEqualTo("POST /bot HTTP/1.1");
    assertThat(request.body()).isEqualTo(new String(BODY, UTF_8));
    String signed = "1800000000." + new String(BODY, UTF_8);
    assertThat(request.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-chat-timestamp", "1800000000")
        .containsEntry("x-chat-signature", "sha256=" + hmac("the secret", signed.getBytes(UTF_8)))
        .doesNotContainKeys("cookie", "authorization", "expect");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204})
  void everyStatusOfSuccessIsAnAnswer(int status) throws CallFailedException {
    receiver.answering((request, out) -> out.write(WebhookReceiver.answer(status, "")));
    assertThat(post(local())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500, 503})
  void otherStatusIsAFailure(int status) {
    receiver.answering((request, out) -> out.write(WebhookReceiver.answer(status, "x")));
    assertThatThrownBy(() -> post(local())).hasMessageEndingWith("the status " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    try (WebhookReceiver other = WebhookReceiver.open()) {
      String answer =
          "HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
              .formatted(status, other.url());
      receiver.answering((request, out) -> out.write(answer.getBytes(UTF_8)));
      assertThatThrownBy(() -> post(local())).hasMessageEndingWith("the status " + status);
      assertThat(other.waiting()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n",
      })
  void answerThatIsTooLongIsAFailure(String head) {
    receiver.answering(
        (request, out) -> out.write((head + "a".repeat(65_537) + "\r\n0\r\n\r\n").getBytes(UTF_8)));
    assertThatThrownBy(() -> post(local())).hasMessageContaining("longer than 65536 bytes");
  }

  @Test
  void answerOf64KibIsTaken() throws CallFailedException {
    receiver.answering(
        (request, out) -> out.write(WebhookReceiver.answer(200, "a".repeat(65_536))));
    assertThat(post(local())).hasSize(65_536);
  }

  @Test
  void endlessHeadersAreAFailure() {
    receiver.answering((request, out) -> {
      out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
      while (true) {
        out.write("X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".getBytes(UTF_8));
      }
    });
    assertThatThrownBy(() -> post(local())).isInstanceOf(CallFailedException.class);
  }

  @Test
  void serverThatHangsIsLeftAfterTheTimeout() {
    HttpCallClient client =
        client(AddressResolver.SYSTEM, true, Duration.ofMillis(200), DEFAULT_TLS);
    receiver.answering((request, out) -> {
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na".getBytes(UTF_8));
      out.flush();
      // Until the client closes the connection.
      assertThat(request.rest().read()).isNegative();
    });
    assertThatThrownBy(() -> post(client)).hasMessageStartingWith("no answer within");
    Await.until("the connection is closed", () -> receiver.connections() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0.0.0.0",
        "localhost",
        "private.example",
      })
  void privateAddressIsNotCalled(String host) {
    HttpCallClient client = client(HttpCallClientTest::resolve, false);
    Program.Callback callback = callback("http://" + host + ':' + receiver.port() + '/');
    assertThatThrownBy(() -> client.post(callback, BODY)).hasMessageContaining("private");
    assertThat(receiver.waiting()).isZero();
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return host.endsWith(".example")
        ? List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("127.0.0.1"))
        : AddressResolver.SYSTEM.resolve(host);
  }

  /** A second look-up, between the check and the connection, could give another address. */
  @Test
  void addressThatWasCheckedIsTheOneThatIsConnectedTo() throws CallFailedException {
    HttpCallClient client =
        client(
            host ->
                List.of(InetAddress.ofLiteral(lookedUp.size() == 1 ? "127.0.0.1" : "127.0.0.9")),
            true);
    client.post(callback("http://bot.example:" + receiver.port() + "/x"), BODY);
    assertThat(lookedUp).containsExactly("bot.example");
    assertThat(receiver.next().headers()).containsEntry("host", "bot.example:" + receiver.port());
  }

  @Test
  void nameWithoutAnAddressIsAFailure() {
    HttpCallClient client =
        client(
            host -> {
              throw new UnknownHostException(host);
            },
            true);
    assertThatThrownBy(() -> client.post(callback("http://bot.example/"), BODY))
        .hasMessage("its host has no address");
  }

  @Test
  void tlsIsCreatedAtTheFirstRequestOnly() throws Exception {
    HttpCallClient client = local();
    assertThat(tlsCreated).isZero();
    post(client);
    post(client);
    assertThat(tlsCreated).isEqualTo(1);
  }

  @Test
  void certificateIsComparedWithTheNameOfTheUrl() throws Exception {
    SSLContext context = tls();
    Tls trusting = Tls.builder().sslContext(context).build();
    try (WebhookReceiver secure =
        WebhookReceiver.of(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")))) {
      AddressResolver resolver = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
      HttpCallClient client = client(resolver, true, Duration.ofSeconds(20), trusting);
      assertThat(client.post(callback("https://bot.example:" + secure.port() + "/"), BODY))
          .isEmpty();
      assertThat(secure.next().body()).isEqualTo(new String(BODY, UTF_8));
      assertThatThrownBy(
              () -> client.post(callback("https://other.example:" + secure.port() + "/"), BODY))
          .hasMessageContaining("SSLHandshakeException");
      HttpCallClient stranger = client(resolver, true, Duration.ofSeconds(20), DEFAULT_TLS);
      assertThatThrownBy(
              () -> stranger.post(callback("https://bot.example:" + secure.port() + "/"), BODY))
          .hasMessageContaining("SSLHandshakeException");
    }
  }

  /** A certificate for bot.example, which signs itself and is trusted. */
  private SSLContext tls() throws Exception {
    Path store = folder.resolve("bot.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=bot",
                "-alias",
                "it",
                "-ext",
                "SAN=dns:bot.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(Files.newInputStream(store), "secret".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", keys.getCertificate("it"));
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, "secret".toCharArray());
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }
}
