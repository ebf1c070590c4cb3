package chat.app.proxy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

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
      %s
      server {
        listen 127.0.0.1:%d ssl;
        ssl_certificate %s;
        ssl_certificate_key %3$s;
        %s
      }
    }
    """
        .formatted(
            manual.code("map $http_upgrade"),
            port,
            certificate,
            Manual.replace(manual.lines("nginx"), "127.0.0.1:8180", chat));
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of(
        "-e", "stderr", "-p", configuration.getParent().toString(), "-c", configuration.toString());
  }
}
