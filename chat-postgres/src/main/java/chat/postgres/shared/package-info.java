/** Keys, nicknames, rulings and commands that the servers share. */
package chat.postgres.shared;
