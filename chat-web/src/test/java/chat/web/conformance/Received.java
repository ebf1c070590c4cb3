package chat.web.conformance;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a client receives, or has to.
 *
 * @param said the texts of messages
 * @param acks the ids of acknowledged messages
 * @param refusals the codes of refused messages, or what stands for one
 * @param pongs the payloads in hexadecimal digits
 */
record Received(List<String> said, List<String> acks, List<String> refusals, List<String> pongs) {
  Received() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  void addPong(byte[] payload) {
    pongs.add(HexFormat.of().formatHex(payload));
  }

  /** The number of frames. */
  int size() {
    return said.size() + acks.size() + refusals.size() + pongs.size();
  }
}
