/**
 * The commands of a member in a room: each becomes a frame in the outbox, and stays there until it is answered.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { ClientFrame, Member, Message, PendingFile } from '../model/types.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Sender } from '../outbox/sender.js'
 * @import { Composer } from './composer.js'
 * @import { ComposeMode } from './composeMode.js'
 * @import { Uploads } from './uploads.js'
 */

import { copyWithNotice } from '../ui/markup.js';
import { showNotice } from '../ui/notice.js';
import { text } from '../ui/texts.js';

/**
 * @typedef {object} CommandContext
 * @property {Conversation} conversation
 * @property {Outbox} outbox
 * @property {Sender} sender
 * @property {Composer} composer
 * @property {Pick<Uploads, 'ready' | 'take'>} uploads
 * @property {ComposeMode} mode
 * @property {{scrollToEnd: () => void}} view
 * @property {string} path the room's name as it stands in an address
 * @property {Member} me
 * @property {(written: string) => string} replaceShortcodes
 * @property {((seq: number) => void) | null} deleteAny deletes any member's message, where this is the owner's browser
 */

export class Commands {
  #context;

  /** @param {CommandContext} context */
  constructor(context) {
    this.#context = context;
  }

  /**
   * Sends what was written, as a message, a reply or an edit; false where it stays where it was written.
   *
   * @param {string} written
   */
  say(written) {
    const { mode, view, uploads, replaceShortcodes } = this.#context;
    const frame = mode.frameFor(replaceShortcodes(written));
    if ((frame?.type === 'say' && !uploads.ready()) || (frame && !this.#send(frame))) {
      return false;
    }
    mode.sent();
    if (frame?.type === 'say') {
      view.scrollToEnd();
    }
    return true;
  }

  /**
   * @param {Message} message
   * @param {boolean} [writes] whether the composer takes the focus
   */
  reply(message, writes) {
    this.#context.mode.reply(message, writes);
  }

  /** @param {Message} message */
  edit(message) {
    this.#context.mode.edit(message);
  }

  /** Edits the last of one's own messages that is not deleted. */
  editLast() {
    const { conversation, mode, me } = this.#context;
    const last = conversation.messages.findLast(({ from, deleted }) => from.id === me.id && !deleted);
    if (last) {
      mode.edit(last);
    }
  }

  get removesAny() {
    return this.#context.deleteAny !== null;
  }

  /** @param {Message} message */
  remove({ seq, from }) {
    const { me, deleteAny } = this.#context;
    if (deleteAny && from.id !== me.id) {
      deleteAny(seq);
    } else {
      this.#send({ type: 'delete', of: seq });
    }
  }

  /**
   * Reacts to a message, or takes it back. What takes back a reaction that still waits discards both.
   *
   * @param {number} seq
   * @param {string} emoji
   * @param {boolean} on
   */
  react(seq, emoji, on) {
    const { outbox, sender } = this.#context;
    const opposite = outbox.items.find(
      ({ frame, state }) => state === 'waiting' && frame.type === 'react' && frame.of === seq && frame.emoji === emoji,
    );
    if (opposite) {
      sender.discard(opposite.id);
    } else {
      this.#send({ type: 'react', of: seq, emoji, on });
    }
  }

  /**
   * Pins a message, or no longer. What takes back a pin that still waits discards both.
   *
   * @param {Message} message as it is shown
   */
  pin({ seq, pinned }) {
    const { outbox, sender } = this.#context;
    const opposite = outbox.items.find(
      ({ frame, state }) => state === 'waiting' && frame.type === 'pin' && frame.of === seq,
    );
    if (opposite) {
      sender.discard(opposite.id);
    } else {
      this.#send({ type: 'pin', of: seq, on: !pinned });
    }
  }

  /**
   * Answers a message from its thread; false where the text stays where it was written.
   *
   * @param {number} re
   * @param {string} written
   */
  answer(re, written) {
    return this.#send({ type: 'say', text: this.#context.replaceShortcodes(written), re }, []);
  }

  /**
   * Copies the address of a message.
   *
   * @param {Message} message
   */
  link({ seq }) {
    copyWithNotice(`${location.origin}/rooms/${this.#context.path}#m${seq}`);
  }

  /**
   * Copies the text of a message.
   *
   * @param {Message} message
   */
  copy(message) {
    copyWithNotice(message.text || addressesOf(message));
  }

  /** Moves the focus to the composer. */
  write() {
    this.#context.composer.focus();
  }

  /**
   * @param {ClientFrame} frame
   * @param {PendingFile[]} [files] those of the composer, unless others are given
   */
  #send(frame, files) {
    const { conversation, outbox, sender, uploads } = this.#context;
    if (outbox.full) {
      showNotice(text('limit.waiting'));
      return false;
    }
    sender.send(frame, conversation.epoch, files ?? (frame.type === 'say' ? uploads.take() : []));
    return true;
  }
}

/** @param {Message} message */
const addressesOf = ({ files = [] }) => files.map(({ id }) => `${location.origin}/files/${id}`).join('\n');
