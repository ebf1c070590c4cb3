/**
 * The application: reads the settings and runs the server. Start it with {@code java -m chat.app}.
 */
module chat.app {
  requires chat.core;
  requires chat.files;
  requires chat.web;
  requires info.picocli;
  requires io.helidon.config;
  requires io.helidon.logging.common;
  requires io.nayuki.qrcodegen;
  requires java.logging;
  // SIGHUP.
  requires jdk.unsupported;

  // The durable log, if there is one: no module requires it.
  uses chat.core.log.TranscriptProvider;

  provides io.helidon.logging.common.spi.LoggingProvider with
      chat.app.Logging;
}
