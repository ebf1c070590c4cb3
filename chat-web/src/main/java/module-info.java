/** The room on the web. */
// Thymeleaf is an automatic module when we compile; the image has a descriptor for it.
@SuppressWarnings("requires-automatic")
module chat.web {
  requires chat.core;
  requires com.fasterxml.jackson.core;
  requires io.helidon.webserver;
  requires io.helidon.webserver.staticcontent;
  requires io.helidon.webserver.websocket;
  requires thymeleaf;

  exports chat.web;
}
