-- What is kept for each member. These tables came later than the others, and servers that do not know them need not.

CREATE TABLE chat.visit (
  member text NOT NULL,
  room text NOT NULL,
  name text NOT NULL,               -- the key of the member's name at the latest visit
  at bigint NOT NULL,               -- when it was last there, in milliseconds since 1970
  epoch text,                       -- how far it has read, or NULL
  seq bigint,
  PRIMARY KEY (member, room)
);
CREATE INDEX visit_name ON chat.visit (room, name);

CREATE TABLE chat.mention (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  member text NOT NULL,
  room text NOT NULL,
  epoch text NOT NULL,
  seq bigint NOT NULL,              -- of the message
  UNIQUE (room, seq, member)
);
CREATE INDEX mention_member ON chat.mention (member, no);

CREATE TABLE chat.mentioned (       -- up to where the mentions of a room are kept
  room text PRIMARY KEY,
  epoch text NOT NULL,
  seq bigint NOT NULL
);
