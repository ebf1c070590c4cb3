/** Admission, and limits by address and by member. */
package chat.web.access;
