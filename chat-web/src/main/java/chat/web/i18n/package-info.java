/** The sentences that people read, in two languages. */
package chat.web.i18n;
