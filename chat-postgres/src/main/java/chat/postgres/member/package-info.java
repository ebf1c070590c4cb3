/** Data kept for each member, so that each server has it. */
package chat.postgres.member;
