/** Settings in, a running server out. */
module chat.app {
  requires chat.core;
  requires chat.web;
  requires info.picocli;
  requires io.helidon.config;
}
