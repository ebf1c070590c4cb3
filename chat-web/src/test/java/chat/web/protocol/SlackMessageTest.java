package chat.web.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in the format of Slack's incoming webhooks, as real projects send them. */
class SlackMessageTest {
  /** As Alertmanager sends it with its default templates. */
  private static final String ALERTMANAGER =
      """
      {"channel":"#alerts","username":"Alertmanager","attachments":[{
        "title":"[FIRING:1] InstanceDown (web-1:9100 node critical)",
        "title_link":"http://alertmanager:9093/#/alerts?receiver=slack",
        "pretext":"","text":"web-1:9100 has been down for more than 5 minutes.",
        "fallback":"[FIRING:1] InstanceDown (web-1:9100 node critical) | http://alertmanager:9093/#/alerts?receiver=slack",
        "callback_id":"","footer":"","color":"danger",
        "fields":[{"title":"job","value":"node","short":true}],
        "actions":[{"type":"button","text":"Silence","url":"http://alertmanager:9093/#/silences"}],
        "mrkdwn_in":["fallback","pretext","text"]}]}
      """;

  /** As Grafana's contact point for Slack sends it. */
  private static final String GRAFANA =
      """
      {"channel":"#ops","username":"Grafana","icon_emoji":":rocket:","text":"",
       "attachments":[{"color":"#D63232","title":"[FIRING:1] HighLoad (server-1)",
        "fallback":"[FIRING:1] HighLoad (server-1)",
        "text":"**Firing**\\n\\nValue: A=97.5\\nLabels:\\n - alertname = HighLoad\\n",
        "footer":"Grafana v11.2.0","footer_icon":"https://grafana.com/assets/img/fav32.png",
        "ts":1732645000,"title_link":"http://grafana:3000/alerting/list","fields":null}],
       "blocks":[{"type":"section","text":{"type":"mrkdwn","text":"<!here>"}}]}
      """;

  @Test
  void alertOfAlertmanagerIsRead() {
    assertThat(SlackMessage.text(ALERTMANAGER))
        .hasValue(
            """
            [FIRING:1] InstanceDown (web-1:9100 node critical)
            web-1:9100 has been down for more than 5 minutes.
            job: node\
            """);
  }

  @Test
  void alertOfGrafanaIsRead() {
    assertThat(SlackMessage.text(GRAFANA))
        .hasValue(
            "[FIRING:1] HighLoad (server-1)\n"
                + "**Firing**\n\nValue: A=97.5\nLabels:\n - alertname = HighLoad\n@here");
  }

  @Test
  void textCountsBeforeAllElse() {
    assertThat(
            SlackMessage.text(
                "{\"blocks\":[{\"text\":{\"text\":\"b\"}}],\"attachments\":[{\"text\":\"a\"}],\"text\":\"t\"}"))
        .hasValue("t");
    assertThat(SlackMessage.text("{\"attachments\":[{\"fallback\":\"f\"}, 1, [2]]}")).hasValue("f");
    assertThat(SlackMessage.text("{\"text\":7}")).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "[]", "{\"text\":\"a\"", "{\"text\":\"a\"} {}"})
  void anythingElseIsNoMessage(String body) {
    assertThat(SlackMessage.text(body)).isEmpty();
  }
}
