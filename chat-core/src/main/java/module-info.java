/** What a room is. */
module chat.core {
  exports chat.core;
}
