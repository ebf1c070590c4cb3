/**
 * Small files that are written atomically and that only their owner may read: keys, bans, the files
 * of the log.
 */
module chat.files {
  exports chat.files;
}
