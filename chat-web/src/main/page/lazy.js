/** The parts of the room's page that the first message does not need; lazyParts.js loads them, and their styles. */

export { Completion } from './composer/completion.js';
export { Preview } from './composer/preview.js';
export { pickEmoji } from './emoji/emojiPicker.js';
export { replaceShortcodes } from './emoji/shortcodes.js';
export { MessageActions } from './log/messageActions.js';
export { deleteMessage } from './people/ownerActions.js';
export { showProfile } from './people/profileDialog.js';
export { inviteInLog, showInvitation } from './rooms/invitation.js';
export { MyRooms } from './rooms/myRooms.js';
export { showOpenRoom } from './rooms/openRoomDialog.js';
export { RoomsPanel } from './rooms/roomsPanel.js';
export { showFind } from './search/findDialog.js';
export { showMentions } from './search/mentionsDialog.js';
export { NextMention } from './search/nextMention.js';
export { SearchPanel } from './search/searchPanel.js';
export { notifyOfNews } from './settings/roomNews.js';
export { showSettings } from './settings/settingsDialog.js';
export { showShortcuts } from './settings/shortcutsDialog.js';
export { takeShared } from './storage/sharedThings.js';
export { PinnedMessages } from './thread/pinnedMessages.js';
export { ThreadPanel } from './thread/threadPanel.js';
export { checkDownloads } from './ui/downloads.js';
