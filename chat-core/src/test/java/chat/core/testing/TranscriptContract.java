package chat.core.testing;

import chat.core.log.Transcripts;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The contract that every transcript fulfils, in parts by subject. */
public abstract class TranscriptContract {
  /** Opens logs without an entry. */
  protected abstract Transcripts open(InstantSource clock) throws Exception;

  @Nested
  class Order extends OrderContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Follower extends FollowerContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Id extends IdContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Validation extends ValidationContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Moderation extends ModerationContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class EntryReading extends EntryReadingContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class MessageReading extends MessageReadingContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Pins extends PinContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Answers extends AnswerContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Attachments extends AttachmentContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Search extends SearchContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }

  @Nested
  class Retention extends RetentionContract {
    @Override
    protected Transcripts open(InstantSource clock) throws Exception {
      return TranscriptContract.this.open(clock);
    }
  }
}
