/** Bans, mutes and slow rooms, in files. */
package chat.web.moderation;
