package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hook takes what Alertmanager and Grafana send to Slack, and they take its answer. */
@Tag("server")
@Timeout(60)
class HookFormatTest {
  /**
   * The payload of Alertmanager's receiver for Slack (notify/slack: request, attachment) with its
   * default templates, as Go encodes it.
   */
  private static final String ALERTMANAGER =
      """
      {"channel":"#alerts","username":"Alertmanager","attachments":[{\
      "title":"[FIRING:2] InstanceDown (node critical)",\
      "title_link":"http://alertmanager.example:9093/#/alerts?receiver=slack",\
      "text":"",\
      "fallback":"[FIRING:2] InstanceDown (node critical) | http://alertmanager.example:9093/#/alerts?receiver=slack",\
      "callback_id":"","footer":"","color":"danger",\
      "mrkdwn_in":["fallback","pretext","text"]}]}
      """;

  /** The same with the texts, fields and actions of its documentation. */
  private static final String CONFIGURED_ALERTMANAGER =
      """
      {"channel":"#alerts","username":"Alertmanager","icon_emoji":":bell:","link_names":true,\
      "attachments":[{"title":"[RESOLVED] InstanceDown","title_link":"http://a.example/",\
      "pretext":"\\u003c!here\\u003e",\
      "text":"web-1 \\u0026amp; web-2, see \\u003chttp://prometheus.example/graph?g0.expr=up\\u0026g0.tab=1|the graph\\u003e",\
      "fallback":"[RESOLVED] InstanceDown | http://a.example/","callback_id":"",\
      "fields":[{"title":"Severity","value":"critical","short":true},{"title":"Job","value":"node","short":false}],\
      "actions":[{"type":"button","text":"Runbook","url":"http://runbook.example/"}],\
      "footer":"","color":"good","mrkdwn_in":["fallback","pretext","text"]}]}
      """;

  /** The message of Grafana's contact point for Slack (receivers/slack: slackMessage). */
  private static final String GRAFANA =
      """
      {"channel":"#test","username":"Grafana","icon_emoji":":emoji:","attachments":[{\
      "title":"[FIRING:1]  (val1)",\
      "title_link":"http://localhost/alerting/list",\
      "text":"**Firing**\\n\\nValue: [no value]\\nLabels:\\n - alertname = alert1\\n - lbl1 = val1\\nAnnotations:\\n - ann1 = annv1\\nSilence: http://localhost/alerting/silence/new?alertmanager=grafana\\u0026matcher=alertname%3Dalert1\\u0026matcher=lbl1%3Dval1\\n",\
      "image_url":"https://www.example.com/test.png","fallback":"[FIRING:1]  (val1)",\
      "footer":"Grafana v12.0.0",\
      "footer_icon":"https://grafana.com/static/assets/img/fav32.png","color":"#D63232",\
      "ts":1732645000,"pretext":"\\u003c!channel|channel\\u003e \\u003c@U1\\u003e","mrkdwn_in":["pretext"]}]}\
      """;

  private final TestServer server = TestServer.open();

  @AfterEach
  void close() {
    server.close();
  }

  /** Posts a body to a new hook of the lobby, as these programs do. */
  private RawResponse post(String body, String type) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return post("Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(type, length, body));
  }

  /** The same with the last header lines and the body as they are. */
  private RawResponse post(String rest) {
    String owner = "Authorization: Bearer " + TestServer.OWNER_KEY;
    String url =
        (String)
            JsonText.read(server.post("/api/owner/hooks", "name=Alerts&room=lobby", owner).body())
                .get("url");
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Alertmanager/0.28.1\r\n"
            .formatted(url.substring(url.indexOf("/hooks/")));
    try (RawClient client = server.rawClient()) {
      return client.send(head + rest).response();
    }
  }

  private String said(String body, String type) {
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      RawResponse response = post(body, type);
      assertThat(response.status()).as(response.toString()).isEqualTo(200);
      // Both compare the bytes, and the type is not that of JSON.
      assertThat(response.body()).isEqualTo("ok");
      assertThat(response.header("Content-Type"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("text/plain"));
      return (String) ann.receiveType("said").get("text");
    }
  }

  @Test
  void alertOfAlertmanagerIsSaid() {
    assertThat(said(ALERTMANAGER, "application/json"))
        .isEqualTo("[FIRING:2] InstanceDown (node critical)");
  }

  @Test
  void fieldsAndLinksOfAlertmanagerAreSaid() {
    assertThat(said(CONFIGURED_ALERTMANAGER, "application/json"))
        .isEqualTo(
            """
            @here
            [RESOLVED] InstanceDown
            web-1 & web-2, see [the graph](<http://prometheus.example/graph?g0.expr=up&g0.tab=1>)
            Severity: critical
            Job: node\
            """);
  }

  @Test
  void alertOfGrafanaIsSaid() {
    assertThat(said(GRAFANA, "application/json; charset=utf-8"))
        .isEqualTo(
            """
            @channel @U1
            [FIRING:1]  (val1)
            **Firing**

            Value: [no value]
            Labels:
             - alertname = alert1
             - lbl1 = val1
            Annotations:
             - ann1 = annv1
            Silence: http://localhost/alerting/silence/new?alertmanager=grafana&matcher=alertname%3Dalert1&matcher=lbl1%3Dval1\
            """);
  }

  @Test
  void unknownHookIsNoRoom() {
    RawResponse response = server.post("/hooks/unknown", "a", "Accept-Language: en");
    assertThat(response.status()).isEqualTo(404);
    assertThat(JsonText.read(response.body()))
        .containsEntry("code", "not-found")
        .containsEntry("message", "There is no hook at this address, or it was revoked.");
  }

  @Test
  void bodyThatIsTooLargeIsRefusedInJson() {
    assertTooLong(post("{\"text\":\"" + "x".repeat(70_000) + "\"}", "application/json"));
  }

  /** In one chunk, which Helidon refuses, and in several. */
  @ParameterizedTest
  @ValueSource(ints = {70_000, 7_000})
  void chunkedBodyThatIsTooLargeIsRefusedInJson(int chunk) {
    String part = "%x\r\n%s\r\n".formatted(chunk, "x".repeat(chunk));
    assertTooLong(
        post(
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + part.repeat(70_000 / chunk)
                + "0\r\n\r\n"));
  }

  private static void assertTooLong(RawResponse response) {
    assertThat(response.status()).isEqualTo(413);
    assertThat(response.header("Chat-Why")).hasValue("too-long");
    assertThat(JsonText.read(response.body())).containsEntry("code", "too-long");
  }
}
