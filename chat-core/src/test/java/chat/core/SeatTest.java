package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Text;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import chat.core.testing.RecordingReceipt;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeatTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");

  private final ManualClock clock = new ManualClock();
  private final RecordingListener heard = new RecordingListener();
  private final RecordingReceipt receipt = new RecordingReceipt();
  private final ChatRoom room =
      new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), Duration.ZERO, clock);
  private final Seat ann = join(ANN);
  private final Seat ben = join(BEN);

  SeatTest() {
    room.addListener(heard);
  }

  private Seat join(Member member) {
    return room.join(member, new FakeRoomClient(), () -> Duration.ZERO).orElseThrow();
  }

  private static long said(Seat seat, String text) {
    long[] number = {0};
    seat.say(
        "",
        text,
        0,
        new Receipt() {
          @Override
          public void kept(long seq) {
            number[0] = seq;
          }

          @Override
          public void refused(Refusal refusal) {
            throw new AssertionError(refusal);
          }
        });
    return number[0];
  }

  @Test
  void aSeatKnowsItsMemberAndItsRoom() {
    assertThat(ann.member()).isEqualTo(ANN);
    assertThat(ann.room()).isSameAs(room);
  }

  @Nested
  class Saying {
    @Test
    void isAnsweredWithTheNumberOfTheEntry() {
      ann.say("m1", "hi", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 1");
      assertThat(heard.lines()).containsExactly("1 Ann:hi");
    }

    @Test
    void theSameIdTwiceIsOneEntryAndTheSameAnswer() {
      ann.say("m1", "hi", 0, receipt);
      ann.say("m1", "hi again", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 1", "kept 1");
      assertThat(heard.lines()).containsExactly("1 Ann:hi");
    }

    @Test
    void theSameIdOfTwoMembersIsTwoEntries() {
      ann.say("m1", "hi", 0, receipt);
      ben.say("m1", "hi", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 1", "kept 2");
    }

    @Test
    void withoutAnIdNothingIsTakenForARepetition() {
      ann.say("", "hi", 0, receipt);
      ann.say("", "hi", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 1", "kept 2");
    }

    @Test
    void nothingIsRefused() {
      ann.say("m1", " \t\n", 0, receipt);

      assertThat(receipt.calls()).containsExactly("empty");
      assertThat(heard.lines()).isEmpty();
    }

    @Test
    void tooMuchIsRefused() {
      ann.say("m1", "x".repeat(Text.MAX_LENGTH + 1), 0, receipt);

      assertThat(receipt.calls()).containsExactly("too-long");
      assertThat(heard.lines()).isEmpty();
    }

    @Test
    void anAnswerToAMessageThatIsNotThereIsRefused() {
      ann.say("m1", "what?", 1, receipt);
      ann.say("m2", "what?", 99, receipt);

      assertThat(receipt.calls()).containsExactly("no-such-message", "no-such-message");
      assertThat(heard.lines()).isEmpty();
    }

    @Test
    void refusedMessageMayBeSentAgainWithItsId() {
      ann.say("m1", "what?", 1, receipt);
      said(ben, "hi");
      ann.say("m1", "what?", 1, receipt);

      assertThat(receipt.calls()).containsExactly("no-such-message", "kept 2");
    }
  }

  @Nested
  class Changing {
    @Test
    void onesOwnMessageCanBeEditedAndTakenBack() {
      long of = said(ann, "hi");

      ann.edit("e1", of, "hello", receipt);
      ann.delete("d1", of, receipt);

      assertThat(receipt.calls()).containsExactly("kept 2", "kept 3");
      assertThat(heard.lines()).containsExactly("1 Ann:hi", "2 1=hello", "3 1 deleted");
    }

    @Test
    void anotherMembersMessageCannot() {
      long of = said(ann, "hi");

      ben.edit("e1", of, "bye", receipt);
      ben.delete("d1", of, receipt);

      assertThat(receipt.calls()).containsExactly("not-yours", "not-yours");
      assertThat(heard.lines()).containsExactly("1 Ann:hi");
    }

    @Test
    void aMessageThatWasTakenBackIsNoMoreToBeChangedOrReactedTo() {
      long of = said(ann, "hi");
      ann.delete("d1", of, Receipt.NONE);

      ann.edit("e1", of, "hello", receipt);
      ann.delete("d2", of, receipt);
      ben.react("r1", of, "👍", true, receipt);

      assertThat(receipt.calls())
          .containsExactly("no-such-message", "no-such-message", "no-such-message");
    }

    @Test
    void draftAboutNoMessageIsRefused() {
      long of = said(ann, "hi");
      ann.edit("e1", of, "hello", Receipt.NONE);

      ann.edit("e2", 2, "an edit is no message", receipt);
      ann.edit("e3", 77, "nothing is there", receipt);

      assertThat(receipt.calls()).containsExactly("no-such-message", "no-such-message");
    }

    @Test
    void anEditIsCheckedLikeASaying() {
      long of = said(ann, "hi");

      ann.edit("e1", of, "", receipt);
      ann.edit("e2", of, "a\u0000b", receipt);

      assertThat(receipt.calls()).containsExactly("empty", "bad-frame");
    }

    @Test
    void anyMemberMayAddAndRemoveAReaction() {
      long of = said(ann, "hi");

      ben.react("r1", of, "👍", true, receipt);
      ben.react("r2", of, "👍", false, receipt);
      ben.react("r3", of, "good", true, receipt);

      assertThat(receipt.calls()).containsExactly("kept 2", "kept 3", "bad-frame");
      assertThat(heard.lines()).containsExactly("1 Ann:hi", "2 1+👍", "3 1-👍");
    }
  }

  @Nested
  class Rates {
    private final TokenBucket two = new TokenBucket(1, 2, clock);
    private final Seat eve =
        room.join(new Member("e", "Eve"), new FakeRoomClient(), two::take).orElseThrow();

    @Test
    void rateLimitedMemberIsToldHowLongToWait() {
      eve.say("1", "a", 0, receipt);
      eve.say("2", "b", 0, receipt);
      eve.say("3", "c", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 1", "kept 2", "too-fast");
      assertThat(receipt.retryAfter()).isEqualTo(Duration.ofSeconds(1));

      clock.pass(receipt.retryAfter());
      eve.say("3", "c", 0, receipt);
      assertThat(receipt.calls()).endsWith("kept 3");
    }

    @Test
    void allKindsOfEntriesCountAgainstTheRateLimit() {
      eve.say("1", "a", 0, receipt);
      eve.react("2", 1, "👍", true, receipt);
      eve.edit("3", 1, "b", receipt);

      assertThat(receipt.calls()).containsExactly("kept 1", "kept 2", "too-fast");
    }

    @Test
    void refusedDraftCostsATokenToo() {
      eve.say("1", "", 0, receipt);
      eve.react("2", 1, "no emoji", true, receipt);
      eve.say("3", "a", 0, receipt);

      assertThat(receipt.calls()).containsExactly("empty", "bad-frame", "too-fast");
    }

    @Test
    void unreadableCommandCostsATokenToo() {
      for (int i = 0; i < 3; i++) {
        eve.refuse(Refusal.of(Refusal.Code.UNKNOWN_TYPE), receipt);
      }

      assertThat(receipt.calls()).containsExactly("unknown-type", "unknown-type", "too-fast");
    }

    @Test
    void memberBeyondItsRateMayDeleteItsMessageButNotFailForFree() {
      eve.say("1", "a", 0, receipt);
      eve.delete("2", 99, receipt);
      eve.delete("3", 1, receipt);
      eve.delete("4", 99, receipt);

      assertThat(receipt.calls())
          .containsExactly("kept 1", "no-such-message", "kept 2", "too-fast");
    }

    @Test
    void knownIdIsAcknowledgedBeyondTheRate() {
      eve.say("1", "a", 0, receipt);
      eve.say("2", "b", 0, receipt);
      eve.say("1", "a", 0, receipt);
      eve.say("3", "c", 0, receipt);
      eve.say("2", "b", 0, receipt);

      assertThat(receipt.calls())
          .containsExactly("kept 1", "kept 2", "kept 1", "too-fast", "kept 2");
    }

    @Test
    void lookupsOfKnownIdsBeyondTheRateAreLimited() {
      eve.say("1", "a", 0, Receipt.NONE);
      eve.say("2", "b", 0, Receipt.NONE);
      for (int i = 0; i < Seat.LOOKUPS_AT_ONCE; i++) {
        eve.say("1", "a", 0, Receipt.NONE);
      }

      eve.say("1", "a", 0, receipt);

      assertThat(receipt.calls()).containsExactly("too-fast");
    }

    @Test
    void rateLimitOfAMemberDoesNotAffectOthers() {
      for (int i = 0; i < 10; i++) {
        eve.say("" + i, "spam", 0, Receipt.NONE);
      }

      ann.say("1", "hi", 0, receipt);

      assertThat(receipt.calls()).containsExactly("kept 3");
    }
  }

  @Nested
  class Typing {
    @Test
    void isPassedOnOnceInTwoSeconds() {
      ann.typing();
      ann.typing();
      clock.passMillis(1_999);
      ann.typing();
      assertThat(heard.lines()).containsExactly("Ann types");

      clock.passMillis(1);
      ann.typing();
      assertThat(heard.lines()).containsExactly("Ann types", "Ann types");
    }

    @Test
    void ofOneDoesNotHideThatOfAnother() {
      ann.typing();
      ben.typing();

      assertThat(heard.lines()).containsExactly("Ann types", "Ben types");
    }
  }
}
