package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.web.pages.InviteQrCode;
import chat.web.testing.JsonText;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTTP API of rooms, the preview and the invite QR code. */
@Tag("server")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoomApiTest {
  private TestServer server;
  private String ann;
  private TestClient talk;

  @BeforeEach
  void connectAnn() {
    server = TestServer.open();
    ann = server.signIn("ann");
    talk = server.connectAs(ann, "/chat");
    talk.receiveType("history");
  }

  @AfterEach
  void close() {
    talk.close();
    server.close();
  }

  private Map<String, Object> get(String path) {
    RawResponse response = server.get(path, ann);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return JsonText.read(response.body());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> response, String field) {
    return (List<Map<String, Object>>) response.get(field);
  }

  private void say(String id, String text) {
    talk.say(id, text);
    talk.receiveType("ack");
  }

  @Nested
  class Markdown_on_the_wire {
    private static final String BOLD = "<p><strong>hi</strong></p>";

    @Test
    void comes_with_said_and_edited_messages() {
      talk.say("1", "**hi**");
      assertThat(talk.receiveType("said"))
          .containsEntry("text", "**hi**")
          .containsEntry("html", BOLD);
      talk.sendJson("{'type':'edit','id':'2','of':1,'text':'`hi`'}");
      assertThat(talk.receiveType("edited")).containsEntry("html", "<p><code>hi</code></p>");
      talk.say("3", "no marks");
      assertThat(talk.receiveType("said"))
          .containsEntry("text", "no marks")
          .doesNotContainKey("html");
      talk.sendJson("{'type':'delete','id':'4','of':1}");
      talk.receiveType("deleted");
    }

    @Test
    void comes_with_older_messages() {
      say("1", "**hi**");
      say("2", "**hi**");
      talk.sendJson("{'type':'delete','id':'3','of':2}");
      talk.receiveType("deleted");

      List<Map<String, Object>> messages = list(get("/api/rooms/lobby/messages"), "messages");
      assertThat(messages.getFirst()).containsEntry("html", BOLD);
      assertThat(messages.getLast()).doesNotContainKeys("html", "text");
    }

    @Test
    void is_left_out_of_the_plain_dialect() {
      try (TestClient plain = server.connectPlain("ben", "/chat")) {
        plain.receiveContaining("ben");
        plain.send("**hi**");

        assertThat(plain.receive()).isEqualTo("ben:**hi**");
        assertThat(talk.receiveType("said")).containsEntry("html", BOLD);
      }
    }
  }

  @Nested
  class Messages_of_a_kind {
    private List<Object> seqs(String query) {
      return list(get("/api/rooms/lobby/messages?" + query), "messages").stream()
          .map(message -> message.get("seq"))
          .toList();
    }

    private void answer(String id, long of) {
      talk.sendJson("{'type':'say','id':'%s','text':'an answer','re':%d}".formatted(id, of));
      talk.receiveType("ack");
    }

    private void pin(String id, long of, boolean on) {
      talk.sendJson("{'type':'pin','id':'%s','of':%d,'on':%b}".formatted(id, of, on));
      talk.receiveType("ack");
    }

    @Test
    void are_the_answers_to_one() {
      say("1", "who comes?");
      answer("2", 1);
      say("3", "something else");
      answer("4", 1);

      assertThat(seqs("re=1")).containsExactly(2L, 4L);
      assertThat(seqs("re=1&before=4")).containsExactly(2L);
      assertThat(seqs("re=1&limit=1")).containsExactly(4L);
      assertThat(get("/api/rooms/lobby/messages?re=1&limit=1")).containsEntry("more", true);
      assertThat(seqs("re=3")).isEmpty();
      assertThat(list(get("/api/rooms/lobby/messages"), "messages").getFirst())
          .containsEntry("replies", 2L);
    }

    @Test
    void are_those_that_are_pinned() {
      say("1", "read this");
      say("2", "and this");
      pin("3", 2, true);
      pin("4", 1, true);

      assertThat(seqs("pinned=1")).containsExactly(1L, 2L);
      assertThat(seqs("pinned=1&before=2")).containsExactly(1L);
      pin("5", 2, false);
      assertThat(seqs("pinned=1")).containsExactly(1L);
      assertThat(list(get("/api/rooms/lobby/messages"), "messages"))
          .extracting(message -> message.get("pinned"))
          .containsExactly(true, false);
    }

    @Test
    void need_values_that_can_be_read() {
      for (String bad : List.of("re=", "re=x", "pinned=0", "pinned=", "pinned=true")) {
        assertThat(server.get("/api/rooms/lobby/messages?" + bad, ann).status()).isEqualTo(400);
      }
    }
  }

  @Nested
  class Search {
    @Test
    void finds_messages_as_they_were_last_edited() {
      say("1", "the **needle** in the hay");
      say("2", "今天天气很好");
      say("3", "another needle");
      talk.sendJson("{'type':'delete','id':'4','of':3}");
      talk.receiveType("deleted");

      Map<String, Object> found = get("/api/rooms/lobby/search?q=Needle");
      assertThat(found).containsKey("cursor").containsEntry("more", false);
      assertThat(list(found, "messages")).hasSize(1);
      assertThat(list(found, "messages").getFirst())
          .containsEntry("text", "the **needle** in the hay")
          .containsKey("html");
      String chinese = TestServer.encoded("天气");
      assertThat(list(get("/api/rooms/lobby/search?q=" + chinese), "messages")).hasSize(1);
      assertThat(list(get("/api/rooms/lobby/search?before=1&q=" + chinese), "messages")).isEmpty();
    }

    @Test
    void is_refused_without_a_cookie_and_for_invalid_parameters() {
      assertThat(server.get("/api/rooms/lobby/search?q=x").status()).isEqualTo(401);
      assertThat(server.get("/api/rooms/a%20b/search?q=x", ann).status()).isEqualTo(404);
      for (String bad : List.of("", "?q=", "?q=%20", "?q=" + "x".repeat(201), "?q=x&before=y")) {
        assertThat(server.get("/api/rooms/lobby/search" + bad, ann).status())
            .as(bad)
            .isEqualTo(400);
      }
    }
  }

  @Nested
  class An_invalid_search {
    private String refusal(String typed, String language) {
      RawResponse response =
          server.get(
              "/api/rooms/lobby/search?q=" + TestServer.encoded(typed),
              ann,
              "Accept-Language: " + language);
      assertThat(response.status()).isEqualTo(400);
      return response.body();
    }

    @Test
    void says_what_to_do_in_both_languages() {
      String many = "a b c d e f g h i j k";
      assertThat(refusal(many, "en")).contains("more than 10 words", "fewer");
      assertThat(refusal(many, "zh")).contains("超过 10 个");
      String large = "长".repeat(201);
      assertThat(refusal(large, "en")).contains("at most 200 characters");
      assertThat(refusal(large, "zh")).contains("200 个字符");
      assertThat(refusal(" ", "en")).contains("type a word");
      assertThat(refusal(" ", "zh")).contains("请输入");
    }
  }

  @Nested
  class Room_summaries {
    @Test
    void count_members_and_unread_messages() {
      try (TestClient ben = server.connect("ben", "/chat")) {
        ben.receiveType("history");
        say("1", "one");
        say("2", "two");
        ben.say("3", "three");
        ben.receiveType("ack");
      }
      talk.receiveType("left");
      String cursor = (String) get("/api/rooms/lobby/messages").get("cursor");
      String before = cursor.replaceFirst("[.].*", ".1");

      assertThat(list(get("/api/rooms?of=Lobby@" + before), "rooms"))
          .containsExactly(Map.of("room", "lobby", "cursor", cursor, "count", 1L, "unread", 1L));
      assertThat(list(get("/api/rooms?of=lobby@" + cursor), "rooms").getFirst())
          .containsEntry("unread", 0L);
      String cat = server.signIn("cat");
      assertThat(server.get("/api/rooms?of=lobby@another.2", cat).body()).contains("\"unread\":3");
    }

    @Test
    void contain_a_room_once() {
      say("1", "hi");
      var rooms = list(get("/api/rooms?of=lobby&of=LOBBY&of=den&of=lobby"), "rooms");
      assertThat(rooms).extracting(room -> room.get("room")).containsExactly("lobby", "den");
    }

    @Test
    void contain_only_the_named_rooms_and_open_none() {
      assertThat(list(get("/api/rooms"), "rooms")).isEmpty();
      assertThat(list(get("/api/rooms?of=secret@x.1&of=lobby"), "rooms"))
          .extracting(
              room -> room.get("room"), room -> room.get("count"), room -> room.get("unread"))
          .containsExactly(tuple("secret", 0L, 0L), tuple("lobby", 1L, 0L));
      RawResponse metrics = server.get("/metrics");
      assertThat(metrics.body()).contains("chat_rooms 1.0");
    }

    @Test
    void are_refused_without_a_cookie_and_for_invalid_parameters() {
      assertThat(server.get("/api/rooms?of=lobby").status()).isEqualTo(401);
      assertThat(server.get("/api/rooms?of=a%20b@x.1", ann).status()).isEqualTo(404);
      assertThat(server.get("/api/rooms?of=lobby@x", ann).status()).isEqualTo(400);
      String many = "?of=lobby" + "&of=lobby".repeat(RoomSummaries.MAX_ROOMS);
      assertThat(server.get("/api/rooms" + many, ann).status()).isEqualTo(400);
    }
  }

  @Nested
  class Members_by_name {
    private List<Object> names(String typed) {
      return list(get("/api/rooms/lobby/members?q=" + TestServer.encoded(typed)), "members")
          .stream()
          .map(member -> member.get("name"))
          .toList();
    }

    @Test
    void are_found_by_letters_and_by_pinyin() {
      try (TestClient zhang = server.connect("张三", "/chat");
          TestClient bob = server.connect("Bob Zhang", "/chat")) {
        zhang.receiveType("history");
        bob.receiveType("history");

        assertThat(names("zhangs")).containsExactly("张三");
        assertThat(names("zs")).containsExactly("张三");
        assertThat(names("三")).containsExactly("张三");
        assertThat(names("zhang")).containsExactlyInAnyOrder("张三", "Bob Zhang");
        assertThat(names("BOB")).containsExactly("Bob Zhang");
        assertThat(names("san")).isEmpty();
        assertThat(names("")).hasSize(3);
      }
    }

    @Test
    void are_none_in_a_room_that_is_not_open() {
      assertThat(get("/api/rooms/empty/members?q=a")).isEqualTo(Map.of("members", List.of()));
      assertThat(server.get("/api/rooms/lobby/members?q=a").status()).isEqualTo(401);
    }
  }

  @Nested
  class Preview_of_a_text {
    private RawResponse preview(String text, String... headers) {
      return server.post("/api/preview", "text=" + TestServer.encoded(text), headers);
    }

    @Test
    void is_the_html_that_the_room_will_show() {
      assertThat(JsonText.read(preview("**hi** & <b>", ann).body()))
          .isEqualTo(Map.of("html", "<p><strong>hi</strong> &amp; &lt;b&gt;</p>"));
      assertThat(JsonText.read(preview("hi", ann).body())).isEmpty();
    }

    @Test
    void is_refused_without_a_cookie_across_sites_and_over_the_rate() {
      assertThat(preview("*hi*").status()).isEqualTo(401);
      assertThat(preview("*hi*", ann, "Origin: https://elsewhere.example").status()).isEqualTo(403);
      assertThat(preview(" ", ann).status()).isEqualTo(400);
      assertThat(preview("x".repeat(4_097), ann).status()).isEqualTo(400);
      int status = 200;
      for (int i = 0; i <= 2 * Preview.MAX_PER_MINUTE && status == 200; i++) {
        status = preview("*hi*", ann).status();
      }
      assertThat(status).isEqualTo(429);
    }
  }

  @Nested
  class The_invite_qr_code {
    @Test
    void contains_the_url_as_the_client_sees_it() {
      RawResponse code = server.get("/rooms/lobby/invite.svg", ann, "Host: chat.example");

      assertThat(code.status()).isEqualTo(200);
      assertThat(code.header("Content-Type")).hasValue("image/svg+xml");
      assertThat(code.header("Cache-Control").orElseThrow()).startsWith("private, max-age=");
      assertThat(code.body()).isEqualTo(InviteQrCode.svg("http://chat.example/rooms/lobby"));
      assertThat(server.get("/rooms/lobby/invite.svg", ann, "Host: elsewhere.example").body())
          .isNotEqualTo(code.body());
      assertThat(server.get("/rooms/garden/invite.svg", ann, "Host: chat.example").body())
          .isNotEqualTo(code.body());
    }

    @Test
    void is_black_on_white_within_a_quiet_zone() {
      String svg = InviteQrCode.svg("http://x/rooms/a");

      // Version 2 has 25 modules, and four more at each side.
      assertThat(svg)
          .contains("viewBox=\"0 0 33 33\"", "M0,0h33v33H0z", "M4,4h1v1h-1z")
          .doesNotContain("style", "script", "rooms");
    }

    @Test
    void is_refused_without_a_cookie_and_for_invalid_rooms() {
      assertThat(server.get("/rooms/lobby/invite.svg").status()).isEqualTo(401);
      assertThat(server.get("/rooms/a%20b/invite.svg", ann).status()).isEqualTo(404);
      String host = "Host: " + "x".repeat(400);
      assertThat(server.get("/rooms/lobby/invite.svg", ann, host).status()).isEqualTo(400);
    }
  }
}
