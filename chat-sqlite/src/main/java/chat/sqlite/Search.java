package chat.sqlite;

import chat.core.Message;
import chat.core.RoomName;
import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import chat.core.Words;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds messages by words, as they now stand. The index says where to look; where it cannot (all
 * words are shorter than three characters, or it is not there yet), the latest {@link
 * #LOOKED_THROUGH} texts are looked through.
 */
final class Search {
  /** A tenth of a second's work. */
  static final int LOOKED_THROUGH = 20_000;

  private static final int AT_ONCE = 200;

  private final Rooms rooms;
  private final Messages messages;
  private final Prepared texts;

  Search(Connection connection, Messages messages) throws SQLException {
    this.rooms = new Rooms(connection);
    this.messages = messages;
    texts =
        new Prepared(
            connection,
            """
            SELECT place, coalesce(
                (SELECT text FROM changed WHERE message = said.place AND kind = 1
                  ORDER BY place DESC LIMIT 1),
                text)
              FROM said WHERE place > ? AND place < ? ORDER BY place DESC LIMIT ?
            """);
  }

  /** As {@link chat.core.Transcript#search} says. */
  Page find(RoomName name, Words words, long seq, Reach reach, Optional<SearchIndex> index)
      throws SQLException {
    Standing standing = rooms.standing(name);
    long first = Place.of(standing.room(), 0);
    long end = Place.of(standing.room(), Math.clamp(seq, 1, standing.last() + 1));
    // One more than asked for: whether there is one.
    int wanted = reach.entries() + 1;
    List<Message> found = new ArrayList<>();
    for (int looked = 0; looked < LOOKED_THROUGH; looked += AT_ONCE) {
      Optional<List<Long>> places =
          index.isEmpty() ? Optional.empty() : index.get().places(words, first, end, AT_ONCE);
      if (places.isEmpty()) {
        add(found, lookThrough(words, first, end, wanted), words, wanted);
        break;
      }
      add(found, places.get(), words, wanted);
      if (places.get().size() < AT_ONCE || found.size() == wanted) {
        break;
      }
      end = places.get().getLast();
    }
    return Page.newest(standing.last(), found, reach);
  }

  /** The index may be a little behind: the message itself decides. */
  private void add(List<Message> found, List<Long> places, Words words, int wanted)
      throws SQLException {
    for (long place : places) {
      if (found.size() == wanted) {
        return;
      }
      messages
          .at(place)
          .filter(message -> !message.deleted() && words.areIn(message.text()))
          .ifPresent(found::add);
    }
  }

  private List<Long> lookThrough(Words words, long first, long end, int wanted)
      throws SQLException {
    List<Long> places = new ArrayList<>();
    texts.each(
        row -> {
          String text = row.getString(2);
          if (text != null && words.areIn(text)) {
            places.add(row.getLong(1));
          }
          return places.size() < wanted;
        },
        first,
        end,
        LOOKED_THROUGH);
    return places;
  }
}
