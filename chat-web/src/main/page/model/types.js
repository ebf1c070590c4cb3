/**
 * The types that several folders share: what the server sends, and what is to be sent to it.
 *
 * @typedef {{id: string, name: string, bot?: boolean}} Member
 *
 * @typedef {{emoji: string, count: number, who: Member[]}} Reaction
 *
 * @typedef {object} SentFile a file of a message
 * @property {string} id
 * @property {string} name
 * @property {string} type the media type that its content shows
 * @property {number} size in bytes
 * @property {number} [width] of a picture or film, in pixels
 * @property {number} [height]
 * @property {string} [alt] a description for members who do not see it
 *
 * @typedef {object} PendingFile a file of a message that waits to be sent
 * @property {string} key names its bytes in this browser
 * @property {string} name
 * @property {string} type
 * @property {number} size in bytes
 * @property {number} [width] of a picture, in pixels
 * @property {number} [height]
 * @property {string} [alt] a description for members who do not see it
 * @property {string} [address] where it is being uploaded
 * @property {string} [id] set once it is uploaded
 *
 * @typedef {object} Message a message as it stands; never changed, only replaced
 * @property {number} seq
 * @property {string} at
 * @property {Member} from
 * @property {string} [text] missing once it is deleted
 * @property {string} [html] the text as safe HTML, where it has markup
 * @property {number} [re] the message that it answers
 * @property {SentFile[]} [files]
 * @property {string} [id] the sender's own
 * @property {boolean} edited
 * @property {boolean} deleted
 * @property {Reaction[]} reactions
 * @property {number} replies how many answers there are that are not deleted
 * @property {boolean} pinned
 * @property {number} asOf the last entry that is applied to it
 *
 * @typedef {object} Entry an entry of the room's log, as the server sends it: a message, or a change of one
 * @property {string} type `said`, `edited`, `deleted`, `reacted`, `pinned`, or one that is not known here
 * @property {number} seq
 * @property {string} at
 * @property {number} [of] the message that a change is for
 * @property {Member} [by] the author of a change
 * @property {string} [text]
 * @property {string} [html]
 * @property {string} [emoji]
 * @property {boolean} [on]
 * @property {Member} [from]
 * @property {number} [re] the message that it answers
 * @property {string} [id]
 * @property {SentFile[]} [files]
 * @property {boolean} [deleted]
 *
 * @typedef {object} ClientFrame what is sent to the server
 * @property {string} type `say`, `edit`, `delete`, `react`, `pin`
 * @property {string} [id]
 * @property {string} [text]
 * @property {number} [of] the message that a change is for
 * @property {number} [re] the message that is answered
 * @property {string} [emoji]
 * @property {boolean} [on]
 * @property {{id?: string, alt?: string}[]} [files]
 *
 * @typedef {'waiting' | 'sending' | 'kept' | 'failed'} OutboxState
 *
 * @typedef {object} OutboxItem a frame that the server has not answered, or whose entry has not arrived
 * @property {string} id
 * @property {ClientFrame} frame
 * @property {number} at when it was written; also its place in the order
 * @property {string} name the author's nickname at that time
 * @property {OutboxState} state
 * @property {PendingFile[]} [files] its files, which are uploaded before it is sent
 * @property {number} [lost] how many times the server no longer had them
 * @property {string} [code] why it failed
 * @property {string} [reason] why it failed, in the server's words
 * @property {number} [until] when the reason ends, where that is known
 * @property {number} [seq] the entry that it became
 * @property {string | null} [epoch] the numbering in which `frame.of` or `frame.re` names a message
 *
 * @typedef {object} Found a part of the conversation, from the server
 * @property {string} cursor `EPOCH.SEQ`: the messages stand as of this entry
 * @property {Message[]} messages by rising seq
 * @property {boolean} more whether there are older messages
 */

export {};
