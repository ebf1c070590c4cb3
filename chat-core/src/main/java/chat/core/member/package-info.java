/** Data kept for each member: the rooms that it opened, how far it has read, mentions. */
package chat.core.member;
