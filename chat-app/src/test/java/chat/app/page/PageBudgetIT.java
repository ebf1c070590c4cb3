package chat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The performance budget of the room's page. Bytes and elements have limits; times depend on the
 * machine and are printed. The parts that the page loads once it is connected do not count.
 */
class PageBudgetIT {
  /**
   * 60 KiB for all that a first visit to a room transfers until it is connected, heads included.
   */
  private static final long FIRST_LOAD_BYTES = 60 * 1024;

  /** 4 times, because a cheap phone is about so much slower than the build machine. */
  private static final int SLOWER = 4;

  private static final Pattern LAZY = Pattern.compile("/lazy\\.(?:js|css)$");

  private static final int MESSAGES = 2_000;

  /** The page shows at most 300 messages; a few more would do no harm. */
  private static final int MOST_ELEMENTS = 320;

  private static final String TWENTY_A_SECOND =
      """
      () => {
        const socket = new WebSocket('/chat');
        socket.onopen = () => setInterval(() => socket.send(`more at ${Date.now()}`), 50);
      }\
      """;

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forAllTests("--message-rate", "off");

  @Test
  void aFirstVisitTransfersLittleAndFromNobodyElse() {
    try (PageDriver ann = signedInWithNothingCached("Ann")) {
      CDPSession browser = ann.page().context().newCDPSession(ann.page());
      Transfers transfers = new Transfers(browser);

      visitRoom(ann);

      transfers.print();
      assertThat(transfers.addresses())
          .anyMatch(address -> address.endsWith("/room.js"))
          .allMatch(address -> address.startsWith(STAGE.address().toString()));
      assertThat(transfers.fromCache).isEmpty();
      assertThat(transfers.lazyRequests())
          .hasSize(2)
          .allMatch(time -> time > transfers.connectedAt, "after the welcome");
      assertThat(transfers.firstBytes()).isBetween(1L, FIRST_LOAD_BYTES);
    }
  }

  @Test
  void aSlowPhoneCanBeWrittenOnSoon() {
    try (PageDriver ann = signedInWithNothingCached("Slow Ann")) {
      CDPSession browser = ann.page().context().newCDPSession(ann.page());
      JsonObject rate = new JsonObject();
      rate.addProperty("rate", SLOWER);
      browser.send("Emulation.setCPUThrottlingRate", rate);
      ann.page()
          .addInitScript(
              """
              new MutationObserver(() => {
                if (document.querySelector('#state')?.dataset.state === 'open') {
                  window.openAfter ??= performance.now();
                }
              }).observe(document, { subtree: true, childList: true, attributes: true });
              """);

      visitRoom(ann);

      double openAfter = (double) ann.page().evaluate("() => Number(window.openAfter) + 0.001");
      System.out.printf(
          "Room page, nothing cached, CPU %d times slower: connected after %.0f ms%n",
          SLOWER, openAfter);
      ann.says("hello from a slow phone");
      ann.sees("hello from a slow phone");
    }
  }

  @Test
  @Tag("long")
  void thousandsOfMessagesLeaveFewElementsBehind() {
    try (PageDriver ann = STAGE.signIn("Reader", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Speaker", Screen.ENGLISH)) {
      Frames frames = new Frames(ann.page());
      saysMany(bob);
      ann.seesLast("message " + MESSAGES);
      frames.print("receiving " + MESSAGES + " messages");
      assertThat(ann.messageTexts().count()).isBetween(100, MOST_ELEMENTS);

      ann.input().pressSequentially("typing goes on as if nothing were there");
      frames.print("typing");
      ann.page().locator("#scroller").hover();
      for (int turn = 0; turn < 20; turn++) {
        ann.page().mouse().wheel(0, -2_000);
      }
      ann.page().waitForFunction("() => !document.querySelector('#latest').hidden");
      frames.print("scrolling");
      assertThat(ann.messageTexts().count()).isBetween(100, MOST_ELEMENTS);
    }
  }

  /** Typing and scrolling go on below 50 ms a frame; the figures are printed. */
  @Test
  @Tag("long")
  void typingAndScrollingGoOnWhileMessagesArrive() {
    try (PageDriver ann = STAGE.signIn("Busy reader", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Busy speaker", Screen.ENGLISH)) {
      saysMany(bob);
      ann.seesLast("message " + MESSAGES);
      bob.page().evaluate(TWENTY_A_SECOND);
      Frames frames = new Frames(ann.page());
      ann.input().focus();
      var pause = new Keyboard.TypeOptions().setDelay(60);
      ann.page().keyboard().type("typing goes on while 20 messages arrive each second", pause);
      frames.print("typing, with 20 messages a second");
      ann.page().locator("#scroller").hover();
      for (int turn = 0; turn < 100; turn++) {
        ann.page().mouse().wheel(0, turn % 20 < 10 ? -700 : 700);
      }
      frames.print("scrolling, with 20 messages a second");
      assertThat(ann.messageTexts().count()).isBetween(100, MOST_ELEMENTS);
    }
  }

  private static void saysMany(PageDriver person) {
    person
        .page()
        .evaluate(
            """
            (count) => new Promise((done) => {
              const socket = new WebSocket('/chat');
              let said = 0;
              const speak = () => {
                for (let i = 0; i < 20 && said < count; i++) {
                  socket.send(`message ${++said}`);
                }
                if (said < count) requestAnimationFrame(speak);
              };
              socket.onopen = speak;
              socket.onmessage = ({ data }) => data.endsWith(`:message ${count}`) && done();
            })\
            """,
            MESSAGES);
  }

  /** With a cookie, which a form has set that no page was loaded for. */
  private PageDriver signedInWithNothingCached(String nickname) {
    PageDriver person = STAGE.openSignIn(Screen.ENGLISH.phone());
    Page page = person.page();
    int status =
        page.request()
            .post(
                "/login",
                RequestOptions.create()
                    .setForm(FormData.create().set("nickname", nickname))
                    .setMaxRedirects(0))
            .status();
    assertThat(status).isEqualTo(303);
    CDPSession browser = page.context().newCDPSession(page);
    browser.send("Network.clearBrowserCache");
    browser.detach();
    return person;
  }

  private static void visitRoom(PageDriver person) {
    person.page().navigate("/rooms/lobby");
    person.seesConnection("open");
    person.page().waitForLoadState(LoadState.NETWORKIDLE);
  }

  /** The transfer of a page. */
  private static final class Transfers {
    final Map<String, String> addresses = new ConcurrentHashMap<>();
    final Map<String, Double> times = new ConcurrentHashMap<>();
    final Map<String, Long> bytes = new ConcurrentHashMap<>();
    final Map<String, Boolean> fromCache = new ConcurrentHashMap<>();
    volatile double connectedAt = Double.MAX_VALUE;

    Transfers(CDPSession browser) {
      browser.on(
          "Network.requestWillBeSent",
          event -> {
            addresses.put(id(event), event.getAsJsonObject("request").get("url").getAsString());
            times.put(id(event), event.get("timestamp").getAsDouble());
          });
      browser.on(
          "Network.webSocketFrameReceived",
          event -> connectedAt = Math.min(connectedAt, event.get("timestamp").getAsDouble()));
      browser.on("Network.requestServedFromCache", event -> fromCache.put(id(event), true));
      browser.on(
          "Network.loadingFinished",
          event -> bytes.put(id(event), event.get("encodedDataLength").getAsLong()));
      browser.send("Network.enable");
    }

    private static String id(JsonObject event) {
      return event.get("requestId").getAsString();
    }

    List<String> addresses() {
      return addresses.values().stream().filter(address -> !address.startsWith("data:")).toList();
    }

    private boolean isLazy(String id) {
      return LAZY.matcher(addresses.getOrDefault(id, "")).find();
    }

    /** When the parts were requested that are loaded once the page is connected. */
    List<Double> lazyRequests() {
      return addresses.keySet().stream().filter(this::isLazy).map(times::get).toList();
    }

    /** All bytes that were requested before the page was connected. */
    long firstBytes() {
      return bytes.entrySet().stream()
          .filter(each -> times.getOrDefault(each.getKey(), 0.0) <= connectedAt)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    void print() {
      System.out.printf(
          "Room page, nothing cached: %,d bytes before it is connected; %d answers%n",
          firstBytes(), bytes.size());
      bytes.forEach((id, length) ->
          System.out.printf("  %,7d %s%n", length, addresses.getOrDefault(id, "?")));
    }
  }

  /** How long the frames of a page take. */
  private static final class Frames {
    private final Page page;

    Frames(Page page) {
      this.page = page;
      page.evaluate(
          """
          () => {
            window.frameTimes = [];
            let before = performance.now();
            requestAnimationFrame(function frame(now) {
              window.frameTimes.push(now - before);
              before = now;
              requestAnimationFrame(frame);
            });
          }\
          """);
    }

    /** Those since the last time. */
    void print(String what) {
      List<?> sorted =
          (List<?>)
              page.evaluate(
                  "() => window.frameTimes.splice(0).sort((a, b) => a - b).map((ms) => ms.toFixed(1))");
      System.out.printf(
          "Frames while %s: %d, median %s ms, 99 of 100 within %s ms, longest %s ms%n",
          what,
          sorted.size(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() * 99 / 100),
          sorted.getLast());
    }
  }
}
