/**
 * What a room is: who is here, and what is said, in one order. No network, no file, no clock of its
 * own.
 */
module chat.core {
  exports chat.core;
  exports chat.core.log;
  exports chat.core.name;
}
