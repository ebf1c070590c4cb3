/** Settings in, a running server out: {@code java -m chat.app}. */
module chat.app {
  requires chat.core;
  requires chat.web;
  requires info.picocli;
  requires io.helidon.config;
  requires io.helidon.logging.common;
  requires java.logging;

  // A durable log, if there is one: nobody requires it.
  uses chat.core.log.TranscriptProvider;

  provides io.helidon.logging.common.spi.LoggingProvider with
      chat.app.Logging;
}
