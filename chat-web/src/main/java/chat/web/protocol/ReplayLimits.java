package chat.web.protocol;

import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import java.util.List;
import java.util.function.Function;

/** The limits of a replay and of a page of messages. A client learns them from its welcome. */
public final class ReplayLimits {
  /** The maximum number of entries in a replay; a client that missed more gets the history. */
  public static final int RESUMED_ENTRIES = 1_000;

  /** The number of messages in a history. */
  public static final int HISTORY_MESSAGES = 50;

  /** The maximum size of a replay, a history or a page of messages, in bytes of frames. */
  public static final int MAX_BYTES = 512 * 1024;

  private ReplayLimits() {}

  /** Encodes the latest messages of a page, halving their number until the text fits. */
  public static byte[] truncate(Page page, Function<Page, byte[]> encoder) {
    List<Message> messages = page.messages();
    byte[] text = encoder.apply(page);
    while (text.length > MAX_BYTES && messages.size() > 1) {
      messages = messages.subList(messages.size() / 2, messages.size());
      text = encoder.apply(new Page(page.asOf(), messages, true));
    }
    return text;
  }
}
