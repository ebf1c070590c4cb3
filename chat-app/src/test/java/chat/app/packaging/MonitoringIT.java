package chat.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.ServerProcess;
import chat.app.testing.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts that the packages contain fit the server. */
class MonitoringIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("chat.root"), "chat-app/src/package/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:chat|process|jvm)_[a-z_]+");

  @TempDir private Path folder;

  /** With TLS and a data directory, because some metrics are absent without. */
  @Test
  void theServerHasEveryMetricThatTheyName() throws Exception {
    TestCertificate certificate = TestCertificate.create(folder);
    String pem = certificate.file().toString();
    try (ServerProcess chat =
            ServerProcess.start(
                0,
                folder.resolve("data"),
                "--host",
                "localhost",
                "--tls-cert",
                pem,
                "--tls-key",
                pem);
        HttpClient client = HttpClient.newBuilder().sslContext(certificate.trust()).build()) {
      Set<String> metrics = names(get(client, chat.address().resolve("/metrics")));
      assertThat(names(Files.readString(FOLDER.resolve("dashboard.json"))))
          .hasSizeGreaterThan(20)
          .isSubsetOf(metrics);
      assertThat(names(Files.readString(FOLDER.resolve("alerts.yaml"))))
          .hasSizeGreaterThan(4)
          .isSubsetOf(metrics);
    }
  }

  private static String get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    var response = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(name -> name.group()).collect(Collectors.toSet());
  }
}
