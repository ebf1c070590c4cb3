package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.ServerInternals;
import chat.web.config.StartupException;
import chat.web.config.TlsFiles;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS of the server itself: pages, rooms, certificates, redirects and timeouts. */
@Tag("server")
@Timeout(90)
class TlsTest {
  @TempDir static Path folder;
  private static TlsFiles first;
  private static TlsFiles second;

  private final TestServer server = new TestServer();

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = make("first", "EC");
    second = make("second", "RSA");
  }

  private static TlsFiles make(String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-alias",
                "it",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    Path certificate = folder.resolve(name + ".crt");
    Path key = folder.resolve(name + ".key");
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey("it", "secret".toCharArray()).getEncoded()));
    return new TlsFiles(certificate, key);
  }

  private static String pem(String label, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static SSLSocket connect(int port) throws Exception {
    TrustManager trustAll =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trustAll}, null);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.startHandshake();
    return socket;
  }

  private static String nameIn(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private RawClient connectTls() throws Exception {
    return RawClient.of(connect(server.port()));
  }

  private RawClient joinOverTls(String nickname) throws Exception {
    String cookie;
    try (RawClient client = connectTls()) {
      cookie = client.post("/login", "nickname=" + nickname).response().cookie();
    }
    RawClient member = connectTls();
    assertThat(member.upgrade("/chat", "Cookie: " + cookie).response().status()).isEqualTo(101);
    member.receiveTextContaining(nickname);
    return member;
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  @Test
  void pagesAndRoomsWorkOverTls() throws Exception {
    server.tls = Optional.of(first);
    server.start();
    try (server;
        RawClient ann = joinOverTls("Ann");
        RawClient reader = connectTls()) {
      ann.sendText("hello");
      assertThat(ann.receiveText()).isEqualTo("Ann:hello");
      var page = reader.request("GET", "/").response();
      assertThat(page.header("Strict-Transport-Security").orElseThrow()).startsWith("max-age=");
      var signedIn = reader.post("/login", "nickname=Ben").response();
      assertThat(signedIn.header("Set-Cookie").orElseThrow()).contains("Secure");
    }
  }

  @Test
  void theMetricsSayWhenTheCertificateExpires() throws Exception {
    server.tls = Optional.of(first);
    server.start();
    try (server;
        SSLSocket client = connect(server.port())) {
      var certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
      assertThat(metric("chat_tls_certificate_expiry_timestamp_seconds "))
          .isEqualTo(certificate.getNotAfter().toInstant().getEpochSecond());
    }
  }

  @Test
  void plainHttpOnTheTlsPortIsClosed() throws Exception {
    server.tls = Optional.of(first);
    server.start();
    try (server) {
      for (int i = 0; i < 50; i++) {
        try (RawClient plain = server.rawClient()) {
          plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
          assertThat(plain.isClosed()).isTrue();
        }
      }
      try (RawClient reader = connectTls()) {
        assertThat(reader.request("GET", "/health").response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void incompleteTlsHandshakeIsClosedAfterTheHeadTimeout() throws Exception {
    server.tls = Optional.of(first);
    Duration oneMinute = Duration.ofMinutes(1);
    server
        .http
        .headTimeout(Duration.ofMillis(600))
        .requestTimeout(oneMinute)
        .keepAlive(oneMinute)
        .tcpConnections(100);
    server.start();
    try (server;
        RawClient silent = server.rawClient();
        RawClient half = server.rawClient()) {
      // The beginning of a ClientHello.
      half.send(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1});
      assertThat(silent.isClosed()).isTrue();
      assertThat(half.isClosed()).isTrue();
    }
  }

  @Test
  void plainPortRedirectsToTls() throws Exception {
    server.tls = Optional.of(first);
    server.httpPort = OptionalInt.of(0);
    server.start();
    try (server) {
      int port = ServerInternals.httpPort(server.chatServer());
      try (RawClient plain = RawClient.connect(port)) {
        var moved = plain.request("GET", "/rooms/lobby?x=1").response();
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location"))
            .contains("https://localhost:" + server.port() + "/rooms/lobby?x=1");
        // By a port mapping: 80 outside, and so 443.
        assertThat(plain.request("GET", "/x", "Host: chat.example").response().header("Location"))
            .contains("https://chat.example/x");
        assertThat(plain.post("/login", "nickname=Ann").response().status()).isEqualTo(308);
        assertThat(plain.upgrade("/chat").response().status()).isEqualTo(301);
      }
    }
  }

  /** As {@code cp -p}, {@code rsync -t} and {@code chmod} leave it. */
  @Test
  void aCertificateThatCouldNotBeReadIsTriedAgainWithTheSameTimeOfChange() throws Exception {
    Path certificate = folder.resolve("same-time.crt");
    Path key = folder.resolve("same-time.key");
    Files.copy(first.certificate(), certificate);
    Files.copy(first.key(), key);
    var time = FileTime.fromMillis(1_000_000_000_000L);
    var tls = new Certificate(new TlsFiles(certificate, key), Duration.ZERO);
    var _ = tls.read();
    List<Tls> reloaded = new ArrayList<>();

    Files.writeString(certificate, "half of");
    Files.setLastModifiedTime(certificate, time);
    tls.reloadIfChanged(reloaded::add);
    assertThat(reloaded).isEmpty();

    Files.writeString(certificate, Files.readString(first.certificate()));
    Files.setLastModifiedTime(certificate, time);
    tls.reloadIfChanged(reloaded::add);
    assertThat(reloaded).hasSize(1);
    tls.reloadIfChanged(reloaded::add);
    assertThat(reloaded).hasSize(1);
  }

  @Test
  void oneFileMayHoldTheCertificateAndItsKey() throws Exception {
    for (TlsFiles files : List.of(first, second)) {
      Path both = folder.resolve("both.pem");
      Files.writeString(
          both, Files.readString(files.key()) + Files.readString(files.certificate()));
      assertThat(new Certificate(new TlsFiles(both, both)).read()).isNotNull();
    }
  }

  @Test
  void newCertificateIsLoadedAndConnectionsStay() throws Exception {
    Path certificate = folder.resolve("changing.crt");
    Path key = folder.resolve("changing.key");
    Files.copy(first.certificate(), certificate);
    Files.copy(first.key(), key);
    server.tls = Optional.of(new TlsFiles(certificate, key));
    server.start();
    try (server;
        RawClient ann = joinOverTls("Ann")) {
      assertThat(nameIn((SSLSocket) ann.socket())).isEqualTo("CN=first");

      // A certificate without its key is not loaded, and the previous one stays.
      Files.writeString(certificate, Files.readString(second.certificate()));
      touch(certificate, 10);
      try (SSLSocket before = connect(server.port())) {
        assertThat(nameIn(before)).isEqualTo("CN=first");
      }
      Files.writeString(key, Files.readString(second.key()));
      touch(key, 20);
      await(() -> {
        try (SSLSocket next = connect(server.port())) {
          return nameIn(next).equals("CN=second");
        }
      });
      ann.sendText("still here");
      assertThat(ann.receiveText()).isEqualTo("Ann:still here");
    }
  }

  private static void touch(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  @Test
  void unusableTlsFilesFailTheStartWithASentence() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertRefused(new TlsFiles(empty, first.key()), "--tls-cert");
    assertRefused(new TlsFiles(first.certificate(), empty), "--tls-key");
    assertRefused(new TlsFiles(first.certificate(), second.key()), "is not the key of");
    assertRefused(new TlsFiles(folder.resolve("none"), first.key()), "cannot be read");
  }

  private static void assertRefused(TlsFiles files, String part) {
    TestServer server = new TestServer();
    server.tls = Optional.of(files);
    assertThatThrownBy(server::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(part);
  }

  @Test
  void stuckReaderIsCutOverTlsAsWell() throws Exception {
    server.tls = Optional.of(first);
    server.messages.burst(1_000).pendingBytes(1 << 24).writeTimeout(Duration.ofMillis(800));
    server.start();
    try (server;
        RawClient stuckClient = joinOverTls("still");
        RawClient ann = joinOverTls("Ann")) {
      String text = "x".repeat(4_000);
      String stuck = "chat_cuts_total{reason=\"stuck\"}";
      await(() -> {
        for (int i = 0; i < 20; i++) {
          ann.sendText(text);
          ann.receiveTextContaining(text);
        }
        return metric(stuck) == 1;
      });
      ann.sendText("the room talks");
      // The leave event of the client that was cut may be received before it.
      ann.receiveTextContaining("Ann:the room talks");
      assertThat(stuckClient.socket().isClosed()).isFalse();
      assertThat(stuckClient.isClosed()).isTrue();
    }
  }

  private RawClient streamOverTls(String nickname) throws Exception {
    String cookie;
    try (RawClient client = connectTls()) {
      cookie = client.post("/login", "nickname=" + nickname).response().cookie();
    }
    RawClient reader = connectTls();
    reader.request("GET", "/api/rooms/lobby/stream", "Cookie: " + cookie);
    assertThat(reader.responseHead().status()).isEqualTo(200);
    return reader;
  }

  @Test
  void streamEndsAsAWholeOverTls() throws Exception {
    server.tls = Optional.of(first);
    server.start();
    try (server;
        RawClient reader = streamOverTls("Ann")) {
      String line = reader.receiveLine();
      while (!line.contains("welcome")) {
        line = reader.receiveLine();
      }
      String id = line.replaceFirst(".*\"you\":\\{\"id\":\"([^\"]+).*", "$1");
      try (RawClient owner = connectTls()) {
        String key = "Authorization: Bearer " + TestServer.OWNER_KEY;
        assertThat(owner.post("/api/owner/kick", "member=" + id, key).response().status())
            .isEqualTo(204);
      }
      while (!line.contains("4002")) {
        line = reader.receiveLine();
      }
      assertThat(reader.receiveLine()).isEmpty();
      assertThat(reader.isEndedByFin()).isTrue();
      await(() -> server.connections() == 0);
    }
  }

  @Test
  void stuckStreamIsCutOverTlsAsWell() throws Exception {
    server.tls = Optional.of(first);
    server.messages.burst(1_000).pendingBytes(1 << 24).writeTimeout(Duration.ofMillis(800));
    server.start();
    try (server;
        RawClient stuckReader = streamOverTls("still");
        RawClient ann = joinOverTls("Ann")) {
      String text = "x".repeat(4_000);
      await(() -> {
        for (int i = 0; i < 20; i++) {
          ann.sendText(text);
          ann.receiveTextContaining(text);
        }
        return metric("chat_cuts_total{reason=\"stuck\"}") == 1;
      });
      assertThat(stuckReader.isClosed()).isTrue();
      await(() -> server.connections() == 1);
    }
  }

  private long metric(String beginning) throws Exception {
    try (RawClient owner = connectTls()) {
      owner.request("GET", "/metrics", "Authorization: Bearer " + TestServer.OWNER_KEY);
      return TestServer.metricValue(beginning, owner.response());
    }
  }
}
