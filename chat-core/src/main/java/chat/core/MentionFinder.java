package chat.core;

import chat.core.CalledBots.CalledBot;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.CallQueue;
import chat.core.member.MemberStore;
import chat.core.member.MentionBatch.Mentioned;
import chat.core.member.MentionParser;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds whom the entries of a room mention: the members that a text names, and the author of the
 * message that it answers. No member is mentioned by itself, and words of bots call no bots. The
 * text of a deleted message is empty, and it answers nobody.
 */
final class MentionFinder {
  private final RoomName room;
  private final Transcript log;
  private final MemberStore members;
  private final CalledBots bots;

  MentionFinder(RoomName room, Transcript log, MemberStore members, CalledBots bots) {
    this.room = room;
    this.log = log;
    this.members = members;
    this.bots = bots;
  }

  /** The members that a message mentions, and the queues of the bots that it calls. */
  List<Mentioned> mentions(Entry.Said said) {
    Map<String, CalledBot> called = new HashMap<>();
    Set<String> ids = new LinkedHashSet<>(mentioned(said, said.text(), called));
    answered(said, called).ifPresent(ids::add);
    List<Mentioned> found = new ArrayList<>();
    for (String id : ids) {
      found.add(new Mentioned(said.seq(), id));
      CalledBot bot = called.get(id);
      if (bot != null && !said.at().isBefore(bot.since())) {
        Member queue = CallQueue.of(id);
        // Mentions are kept only of members that have opened the room.
        members.visited(queue, room);
        found.add(new Mentioned(said.seq(), queue.id()));
      }
    }
    return found;
  }

  /**
   * The id of the author whose message is answered; empty for no answer, and for one to oneself.
   *
   * @param called gets the author, if it is a bot that is called
   */
  private Optional<String> answered(Entry.Said said, Map<String, CalledBot> called) {
    if (said.replyTo() == 0 || said.deleted()) {
      return Optional.empty();
    }
    Optional<Member> author =
        log.before(said.replyTo() + 1, new ReadLimit(1, Integer.MAX_VALUE)).messages().stream()
            .filter(message -> message.seq() == said.replyTo())
            .map(Message::from)
            .filter(from -> !from.id().equals(said.by().id()))
            .findFirst();
    if (!said.by().isBot()) {
      author
          .flatMap(from -> bots.find(MentionParser.key(from.name())))
          // Another bot may have the name of one that was revoked.
          .filter(bot -> author.map(Member::id).filter(bot.id()::equals).isPresent())
          .ifPresent(bot -> called.put(bot.id(), bot));
    }
    return author.map(Member::id);
  }

  /** The members that an edit mentions. It calls nobody. */
  List<Mentioned> mentions(Entry.Edited edited) {
    return mentioned(edited, edited.text(), new HashMap<>()).stream()
        .map(id -> new Mentioned(edited.target(), id))
        .toList();
  }

  /**
   * The ids of the members.
   *
   * @param called gets the bots that are found, by their ids
   */
  private List<String> mentioned(Entry entry, String text, Map<String, CalledBot> called) {
    Set<String> ids = MentionParser.mentioned(text, names -> find(names, entry.by(), called));
    return ids.stream().filter(id -> !id.equals(entry.by().id())).toList();
  }

  /** The name of a bot is held, so another member that had it before yields to the bot. */
  private Map<String, String> find(
      Collection<String> names, Member author, Map<String, CalledBot> called) {
    Map<String, String> found = new HashMap<>(members.visitors(room, names));
    if (!author.isBot()) {
      for (String name : names) {
        bots.find(name)
            .ifPresent(bot -> {
              called.put(bot.id(), bot);
              found.put(name, bot.id());
            });
      }
    }
    return found;
  }
}
