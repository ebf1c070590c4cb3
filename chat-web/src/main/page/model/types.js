/**
 * The types that several folders share: what the server sends, and what is to be sent to it.
 *
 * @typedef {{id: string, name: string}} Member
 *
 * @typedef {{emoji: string, count: number, who: Member[]}} Reaction
 *
 * @typedef {object} Message a message as it stands; never changed, only replaced
 * @property {number} seq
 * @property {string} at
 * @property {Member} from
 * @property {string} [text] missing once it is deleted
 * @property {string} [html] the text as safe HTML, where it has markup
 * @property {number} [re] the message that it answers
 * @property {string} [id] the sender's own
 * @property {boolean} edited
 * @property {boolean} deleted
 * @property {Reaction[]} reactions
 * @property {number} asOf the last entry that is applied to it
 *
 * @typedef {object} Entry an entry of the room's log, as the server sends it: a message, or a change of one
 * @property {string} type `said`, `edited`, `deleted`, `reacted`, or one that is not known here
 * @property {number} seq
 * @property {string} at
 * @property {number} [of] the message that a change is for
 * @property {Member} [by] the author of a change
 * @property {string} [text]
 * @property {string} [html]
 * @property {string} [emoji]
 * @property {boolean} [on]
 * @property {Member} [from]
 * @property {string} [id]
 * @property {boolean} [deleted]
 *
 * @typedef {object} ClientFrame what is sent to the server
 * @property {string} type `say`, `edit`, `delete`, `react`
 * @property {string} [id]
 * @property {string} [text]
 * @property {number} [of] the message that a change is for
 * @property {number} [re] the message that is answered
 * @property {string} [emoji]
 * @property {boolean} [on]
 *
 * @typedef {'waiting' | 'sending' | 'kept' | 'failed'} OutboxState
 *
 * @typedef {object} OutboxItem a frame that the server has not answered, or whose entry has not arrived
 * @property {string} id
 * @property {ClientFrame} frame
 * @property {number} at when it was written; also its place in the order
 * @property {string} name the author's nickname at that time
 * @property {OutboxState} state
 * @property {string} [code] why it failed
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
