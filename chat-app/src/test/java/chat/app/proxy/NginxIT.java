package chat.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server behind nginx. */
@Tag("proxy")
class NginxIT extends ReverseProxyTests {
  NginxIT() {
    super(ProxyProgram.NGINX);
  }

  @Override
  String configuration(Manual manual, int port, String chat, Path certificate) {
    String lines = Manual.replace(manual.lines("nginx"), "127.0.0.1:8180", chat);
    String withDefaults = "location /defaults/ { proxy_pass http://" + chat + "/; }";
    return NginxConfiguration.of(
        manual.code("map $http_upgrade"), lines + withDefaults, port, certificate);
  }

  /** nginx speaks HTTP/1.0 to a server unless its lines say otherwise. */
  @Test
  void aRequestByHttp10IsAnswered() throws Exception {
    assertThat(client().get("/defaults/health").body()).isEqualTo("ok\n");
    assertThat(client().get("/defaults/").body()).contains("</html>");
  }
}
