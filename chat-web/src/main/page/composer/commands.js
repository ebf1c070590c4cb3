/** What a member does in a room: it goes into the line of what is to be sent, and stays there until it is answered. */

import { copyText } from '../ui/markup.js';
import { tell } from '../ui/notice.js';
import { replaced } from '../emoji/shortcodes.js';
import { text } from '../ui/texts.js';

/** @typedef {import('../model/conversation.js').Message} Message */

export class Deeds {
  #room;

  /**
   * @param {{conversation: import('../model/conversation.js').Conversation, waiting: import('../outbox/outbox.js').Waiting,
   *     sender: import('../outbox/sender.js').Sender, composer: import('./composer.js').Composer,
   *     intent: import('./composeMode.js').Intent, view: import('../log/logView.js').View, path: string, me: {id: string}}} room
   */
  constructor(room) {
    this.#room = room;
  }

  /** Sends what was written, as whatever it is for; false where it stays where it was written. */
  say(written) {
    const { intent, view } = this.#room;
    const frame = intent.frame(replaced(written));
    if (frame && !this.#send(frame)) {
      return false;
    }
    intent.done();
    if (frame?.type === 'say') {
      view.toEnd();
    }
    return true;
  }

  /** @param {Message} message */
  reply(message) {
    this.#room.intent.reply(message);
  }

  /** @param {Message} message */
  edit(message) {
    this.#room.intent.edit(message);
  }

  /** The last of one's own messages that stands. */
  editLast() {
    const { conversation, intent, me } = this.#room;
    const last = conversation.messages.findLast(({ from, deleted }) => from.id === me.id && !deleted);
    if (last) {
      intent.edit(last);
    }
  }

  /** @param {Message} message */
  remove({ seq }) {
    this.#send({ type: 'delete', of: seq });
  }

  /** A second thought about what has not gone out yet needs not go out at all. */
  react(seq, emoji, on) {
    const { waiting, sender } = this.#room;
    const opposite = waiting.items.find(
      ({ frame, state }) => state === 'waiting' && frame.type === 'react' && frame.of === seq && frame.emoji === emoji,
    );
    if (opposite) {
      sender.discard(opposite.id);
    } else {
      this.#send({ type: 'react', of: seq, emoji, on });
    }
  }

  /** @param {Message} message */
  link({ seq }) {
    copyText(`${location.origin}/rooms/${this.#room.path}#m${seq}`);
  }

  /** @param {Message} message */
  copy(message) {
    copyText(message.text);
  }

  write() {
    this.#room.composer.focus();
  }

  #send(frame) {
    const { conversation, waiting, sender } = this.#room;
    if (waiting.full) {
      tell(text('limit.waiting'));
      return false;
    }
    sender.say(frame, conversation.epoch);
    return true;
  }
}
