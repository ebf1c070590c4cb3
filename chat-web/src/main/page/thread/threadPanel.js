/**
 * The panel of a thread: a message, the answers to it, and a field for one more.
 *
 * @import { Entry, Member, Message } from '../model/types.js'
 * @import { Archive } from '../net/archive.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { LineContext } from '../log/messageLine.js'
 * @import { LogRows } from '../log/logRows.js'
 * @import { MessageCommands } from '../log/messageActions.js'
 */

import { LogLines } from '../log/logLines.js';
import { MessageActions } from '../log/messageActions.js';
import { messageAsShown } from '../model/pendingChanges.js';
import { Thread } from '../model/thread.js';
import { button, make, setText } from '../ui/elements.js';
import { SidePanel } from '../ui/sidePanel.js';
import { text } from '../ui/texts.js';
import { AnswerField } from './answerField.js';

/**
 * @typedef {object} ThreadContext
 * @property {Archive} archive
 * @property {LogRows} rows
 * @property {Outbox} outbox
 * @property {Member} me
 * @property {(seq: number) => Message | undefined} find a message of the conversation
 * @property {LineContext & {openMuted: (seqs: number[]) => void}} actions
 * @property {MessageCommands & {answer: (re: number, written: string) => boolean}} commands
 */

export class ThreadPanel {
  #context;
  #panel = new SidePanel('thread');
  #log = make('div', 'log');
  #older = button('', () => this.#loadOlder(), 'more');
  #status = make('p', 'status');
  #field;
  #lines;
  /** @type {Thread} */
  #thread = new Thread(0);

  /** @param {ThreadContext} context */
  constructor(context) {
    this.#context = context;
    this.#log.role = 'log';
    this.#log.tabIndex = 0;
    this.#log.ariaLabel = text('thread');
    this.#status.role = 'status';
    this.#older.hidden = true;
    this.#older.textContent = text('thread.older');
    this.#field = new AnswerField((written) => context.commands.answer(this.#thread.seq, written));
    this.#lines = new LogLines(this.#log, context.actions);
    this.#panel.element.append(this.#older, this.#log, this.#status, this.#field.element);
    new MessageActions(this.#log, (seq) => this.#find(seq), context.me, this.#commands());
  }

  /**
   * Opens the thread of a message.
   *
   * @param {number} seq
   */
  async show(seq) {
    const thread = new Thread(seq);
    this.#thread = thread;
    this.#panel.show(text('thread'));
    this.#log.replaceChildren();
    setText(this.#status, text('older.loading'));
    const [root, found] = await Promise.all([this.#rootOf(seq), this.#context.archive.answers(seq)]);
    if (this.#thread === thread) {
      setText(this.#status, root && found ? '' : text('thread.failed'));
      if (root && found) {
        thread.begin(root, found);
        this.#older.hidden = !found.more;
      }
      this.#render(true);
    }
  }

  /** @param {Entry} entry */
  entryArrived(entry) {
    if (this.#panel.open) {
      this.#thread.entryArrived(entry);
    }
  }

  /** Something that it shows may have changed. */
  changed() {
    if (this.#panel.open && this.#thread.loaded) {
      this.#render(false);
    }
  }

  close() {
    this.#panel.close();
  }

  /** @param {boolean} anew */
  #render(anew) {
    const { rows, outbox } = this.#context;
    const { conversation, seq } = this.#thread;
    const { element } = this.#panel;
    const atEnd = anew || element.scrollHeight - element.clientHeight - element.scrollTop < 48;
    const items = outbox.items.filter(({ frame }) => frame.type === 'say' && frame.re === seq);
    const range = { from: 0, to: conversation.messages.length };
    this.#lines.show(rows.of(conversation, range, { notes: [], items }));
    if (atEnd) {
      element.scrollTop = element.scrollHeight;
    }
  }

  async #loadOlder() {
    const thread = this.#thread;
    const found = await this.#context.archive.answers(thread.seq, thread.conversation.messages[1]?.seq);
    if (found && this.#thread === thread) {
      thread.prepend(found);
      this.#older.hidden = !found.more;
      this.#render(false);
    }
  }

  /** @param {number} seq */
  async #rootOf(seq) {
    const known = this.#context.find(seq);
    const found = known ? null : await this.#context.archive.before(seq + 1, 1);
    return known ?? found?.messages.find((message) => message.seq === seq);
  }

  /** @param {number} seq */
  #find(seq) {
    const { outbox, me } = this.#context;
    return messageAsShown(this.#thread.conversation.find(seq), outbox.items, me);
  }

  /**
   * What is done in a thread stays there; an edit is made in the composer.
   *
   * @returns {MessageCommands}
   */
  #commands() {
    const { commands } = this.#context;
    return {
      removesAny: commands.removesAny,
      reply: () => this.#field.focus(),
      write: () => this.#field.focus(),
      edit: (message) => {
        this.#panel.close(false);
        commands.edit(message);
      },
      remove: (message) => commands.remove(message),
      pin: (message) => commands.pin(message),
      react: (seq, emoji, on) => commands.react(seq, emoji, on),
      link: (message) => commands.link(message),
      copy: (message) => commands.copy(message),
    };
  }
}
