package chat.web.api;

import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.web.protocol.ReplayLimits;
import io.helidon.webserver.http.ServerRequest;

/** The page of messages that a request asks for. Throws where a value cannot be read. */
interface MessageQuery {
  int MAX_MESSAGES = 200;

  Page read(Transcript log);

  /** Pinned messages with {@code pinned=1}, answers with {@code re=SEQ}, else any. */
  static MessageQuery of(ServerRequest request) {
    long before = before(request);
    ReadLimit limit = limit(request);
    if (request.query().contains("pinned")) {
      requireOne(request.query().get("pinned"));
      return log -> log.pinned(before, limit);
    }
    if (request.query().contains("re")) {
      long answered = number(request, "re", 0);
      return log -> log.answers(answered, before, limit);
    }
    return log -> log.before(before, limit);
  }

  /** Messages with the words {@code q}. */
  static MessageQuery ofSearch(ServerRequest request) {
    SearchQuery query = SearchQuery.of(request.query().first("q").orElse(""));
    long before = before(request);
    ReadLimit limit = limit(request);
    return log -> log.search(query, before, limit);
  }

  private static void requireOne(String value) {
    if (!value.equals("1")) {
      throw new IllegalArgumentException("pinned=" + value);
    }
  }

  private static long before(ServerRequest request) {
    return number(request, "before", Long.MAX_VALUE);
  }

  private static ReadLimit limit(ServerRequest request) {
    long messages = number(request, "limit", ReplayLimits.HISTORY_MESSAGES);
    return new ReadLimit(Math.clamp(messages, 1, MAX_MESSAGES), ReplayLimits.MAX_BYTES);
  }

  private static long number(ServerRequest request, String name, long defaultValue) {
    return request.query().first(name).map(Long::parseLong).orElse(defaultValue);
  }
}
