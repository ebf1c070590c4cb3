/** Members, nicknames and room names, and which characters they may have. */
package chat.core.name;
