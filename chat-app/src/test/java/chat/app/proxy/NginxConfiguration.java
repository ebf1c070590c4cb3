package chat.app.proxy;

import java.nio.file.Path;

/** The configuration of nginx around the manual's lines. */
final class NginxConfiguration {
  private NginxConfiguration() {}

  /**
   * A configuration with TLS.
   *
   * @param http the lines on the level of {@code http}
   * @param server the lines on the level of {@code server}
   * @param certificate the file with the certificate and its key
   */
  static String of(String http, String server, int port, Path certificate) {
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
      }
    }
    """
        .formatted(http, port, certificate, server);
  }
}
