-- Format 3: messages are pinned, and their answers counted.
DROP FUNCTION IF EXISTS chat.keep(
  text[], text[], text[], text[], uuid[], integer[], bigint[], text[], bigint[], double precision[], integer[],
  double precision[], double precision[], text[], bigint);

CREATE TABLE chat.pin (             -- the messages that are pinned; kinds of entries: 5 pinned, 6 no longer
  room bigint NOT NULL,
  message bigint NOT NULL,
  PRIMARY KEY (room, message)
);

CREATE INDEX entry_answer ON chat.entry (room, target, seq) WHERE kind = 0 AND target > 0 AND text IS NOT NULL;
