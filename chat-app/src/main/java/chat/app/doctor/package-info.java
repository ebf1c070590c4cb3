/** Checks what a server has and the way to it, for owners. */
package chat.app.doctor;
