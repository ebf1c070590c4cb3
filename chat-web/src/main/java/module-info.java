/** The room on the web: WebSocket listeners, HTTP routes, pages, static files. */
// Thymeleaf, ICU and Prometheus are automatic modules when we compile; the image has descriptors
// for them.
@SuppressWarnings("requires-automatic")
module chat.web {
  requires transitive chat.core;
  requires chat.files;
  requires chat.media;
  requires com.fasterxml.jackson.core;
  requires com.ibm.icu;
  requires io.helidon.common.mapper;
  requires io.helidon.common.tls;
  requires io.helidon.service.registry;
  requires io.helidon.webclient.http1;
  requires io.helidon.webserver;
  requires io.helidon.webserver.staticcontent;
  requires io.helidon.webserver.websocket;
  requires io.nayuki.qrcodegen;
  requires io.prometheus.writer.text;
  requires io.prometheus.metrics.model;
  requires io.prometheus.metrics.config;
  requires java.management;
  requires jdk.net;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.strikethrough;
  requires org.commonmark.ext.gfm.tables;
  // Thymeleaf logs through it and does not say so.
  requires org.slf4j;
  requires thymeleaf;

  // Gives the handler of a stream its connection.
  provides io.helidon.webserver.http.spi.SinkProvider with
      chat.web.stream.ConnectionSinkProvider;

  exports chat.web;
  exports chat.web.config;
  exports chat.web.export;
}
