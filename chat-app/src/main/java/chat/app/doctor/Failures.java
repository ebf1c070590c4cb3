package chat.app.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** The reasons of failures on the network, in a few words. */
final class Failures {
  private Failures() {}

  static String reason(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> "no answer in time";
      case EOFException _ -> "the connection was closed";
      default -> String.valueOf(e.getMessage());
    };
  }
}
