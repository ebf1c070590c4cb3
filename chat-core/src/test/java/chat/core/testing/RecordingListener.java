package chat.core.testing;

import chat.core.RoomListener;
import chat.core.log.Entry;
import chat.core.name.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A listener that records one line for each event. */
public class RecordingListener implements RoomListener {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Removes the lines so far and returns them. */
  public List<String> drain() {
    List<String> all = lines();
    lines.clear();
    return all;
  }

  @Override
  public void joined(Member member, int count) {
    lines.add("+" + member.name() + " " + count);
  }

  @Override
  public void left(Member member, int count) {
    lines.add("-" + member.name() + " " + count);
  }

  @Override
  public void broadcast(Entry entry) {
    lines.add(
        entry.seq()
            + " "
            + switch (entry) {
              case Entry.Said said -> said.by().name() + ":" + said.text();
              case Entry.Edited edited -> edited.target() + "=" + edited.text();
              case Entry.Deleted deleted -> deleted.target() + " deleted";
              case Entry.Reacted reacted ->
                  reacted.target() + (reacted.on() ? "+" : "-") + reacted.emoji();
              case Entry.Pinned pinned -> pinned.target() + (pinned.on() ? " pinned" : " unpinned");
            });
  }

  @Override
  public void typing(Member member) {
    lines.add(member.name() + " types");
  }

  @Override
  public void closed() {
    lines.add("closed");
  }
}
