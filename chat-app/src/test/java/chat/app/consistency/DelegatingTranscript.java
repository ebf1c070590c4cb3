package chat.app.consistency;

import chat.core.log.Cursor;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import java.util.List;
import java.util.Optional;

/** A transcript that delegates everything. */
abstract class DelegatingTranscript implements Transcript {
  final Transcript delegate;

  DelegatingTranscript(Transcript sound) {
    this.delegate = sound;
  }

  /** The sequence number of the last entry. */
  long last() {
    return delegate.before(Long.MAX_VALUE, new ReadLimit(1, 1)).asOf();
  }

  @Override
  public String epoch() {
    return delegate.epoch();
  }

  @Override
  public long follow(Follower follower) {
    return delegate.follow(follower);
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    delegate.append(draft, receipt);
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    delegate.refuse(draft, refusal, receipt);
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
    return delegate.after(seq, upTo, reach);
  }

  @Override
  public Page before(long seq, ReadLimit reach) {
    return delegate.before(seq, reach);
  }

  @Override
  public Page answers(long message, long seq, ReadLimit reach) {
    return delegate.answers(message, seq, reach);
  }

  @Override
  public Page pinned(long seq, ReadLimit reach) {
    return delegate.pinned(seq, reach);
  }

  @Override
  public void catchUp(Cursor cursor) {
    delegate.catchUp(cursor);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
