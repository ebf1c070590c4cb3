/** The room: presence, and one total order of entries. No network, no file, no clock of its own. */
module chat.core {
  exports chat.core;
  exports chat.core.cluster;
  exports chat.core.file;
  exports chat.core.log;
  exports chat.core.member;
  exports chat.core.name;
}
