package chat.core.testing;

import chat.core.log.Receipt;
import chat.core.log.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A receipt that remembers what it was told, every time: it should be once. */
public final class RecordingReceipt implements Receipt {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private volatile Duration retryAfter = Duration.ZERO;

  @Override
  public void kept(long seq) {
    told.add("kept " + seq);
  }

  @Override
  public void refused(Refusal refusal) {
    retryAfter = refusal.retryAfter();
    told.add(refusal.code().text());
  }

  public List<String> told() {
    return List.copyOf(told);
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
