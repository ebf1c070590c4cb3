package chat.app.proxy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The server behind Caddy. */
@Tag("proxy")
@Tag("long")
class CaddyIT extends ReverseProxyTests {
  CaddyIT() {
    super(ProxyProgram.CADDY);
  }

  @Override
  String configuration(Manual manual, int port, String chat, Path certificate) {
    String site = "https://localhost:" + port + " {\n  tls " + certificate + " " + certificate;
    String lines = Manual.replace(manual.lines("Caddy"), "chat.example {", site);
    return """
    {
      admin off
      auto_https disable_redirects
      default_bind 127.0.0.1
    }
    """
        + Manual.replace(lines, "127.0.0.1:8180", chat);
  }
}
