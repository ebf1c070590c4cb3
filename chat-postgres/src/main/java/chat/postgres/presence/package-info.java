/** The members present at each server. */
package chat.postgres.presence;
