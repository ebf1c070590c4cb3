/**
 * A client of the chat room, for programs. It uses none of the server's modules, because it relies
 * on the wire protocol alone.
 */
module chat.client {
  requires com.fasterxml.jackson.core;
  requires java.net.http;

  exports chat.client;
}
