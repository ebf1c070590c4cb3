package chat.app.doctor;

/** The lines that proxies need, as the manual has them. */
final class Advice {
  static final String FORWARDED_PROTO =
      "nginx: proxy_set_header X-Forwarded-Proto $scheme; haproxy: http-request set-header X-Forwarded-Proto https; and start the server with --trusted-proxies and the proxy's address.";
  static final String FORWARDED_FOR =
      "nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; haproxy: option forwardfor";
  static final String HOST =
      "pass on the host that the browser asked for (nginx: proxy_set_header Host $http_host;), or start the server with --origins ";
  static final String UPGRADE =
      "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade";
  static final String IDLE =
      "nginx: proxy_read_timeout 1h; haproxy: timeout tunnel 1h, timeout client 60s, timeout server 60s";
  static final String BUFFERING =
      "nginx: proxy_buffering off; and no proxy_ignore_headers X-Accel-Buffering; Caddy: flush_interval -1";

  private Advice() {}
}
