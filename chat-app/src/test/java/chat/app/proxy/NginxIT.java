package chat.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server behind nginx. */
@Tag("proxy")
class NginxIT extends ReverseProxyTests {
  NginxIT() {
    super("nginx");
  }

  @Override
  String configuration(Manual manual, int port, String chat, Path certificate) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log stderr;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxied;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
      server {
        listen 127.0.0.1:%d ssl;
        ssl_certificate %s;
        ssl_certificate_key %3$s;
        %s
        location /defaults/ {
          proxy_pass http://%s/;
        }
      }
    }
    """
        .formatted(
            manual.code("map $http_upgrade"),
            port,
            certificate,
            Manual.replace(manual.lines("nginx"), "127.0.0.1:8180", chat),
            chat);
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of(
        "-e", "stderr", "-p", configuration.getParent().toString(), "-c", configuration.toString());
  }

  /** nginx speaks HTTP/1.0 to a server unless its lines say otherwise. */
  @Test
  void aRequestByHttp10IsAnswered() throws Exception {
    assertThat(client().get("/defaults/health").body()).isEqualTo("ok\n");
    assertThat(client().get("/defaults/").body()).contains("</html>");
  }
}
