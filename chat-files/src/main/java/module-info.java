/**
 * Files that only their owner may read: small ones that are written atomically, such as keys and
 * bans, and those that members send.
 */
module chat.files {
  requires transitive chat.core;

  exports chat.files;
  exports chat.files.store;
}
