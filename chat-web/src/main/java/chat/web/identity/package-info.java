/** Members: signed cookies, the owner's key, the skeletons of names. */
package chat.web.identity;
