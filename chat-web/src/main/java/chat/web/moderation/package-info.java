/** Bans, mutes and slow rooms, in files or in a database. */
package chat.web.moderation;
