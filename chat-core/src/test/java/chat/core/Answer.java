package chat.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A receipt that remembers what it was told, every time: it should be once. */
final class Answer implements Receipt {
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

  List<String> told() {
    return List.copyOf(told);
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
