/** Data kept for each member, in a file of its own. */
package chat.sqlite.member;
