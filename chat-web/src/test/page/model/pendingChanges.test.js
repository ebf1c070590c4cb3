import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changesByMessage, messageAsShown, withPendingChanges } from '../../../main/page/model/pendingChanges.js';
import { ANN, message } from '../testing/builders.js';

const item = (frame, state = 'waiting') => ({ id: 'x', frame, at: 0, name: 'Ann', state });

describe('Changes that wait', () => {
  it('are found by the message they are for, in order', () => {
    const edit = item({ type: 'edit', of: 7, text: 'new' });
    const react = item({ type: 'react', of: 7, emoji: '👍', on: true });
    const remove = item({ type: 'delete', of: 8 });
    const changes = changesByMessage([edit, react, remove]);
    assert.deepEqual(changes.get(7), [edit, react]);
    assert.deepEqual(changes.get(8), [remove]);
  });

  it('are no messages that wait', () => {
    assert.equal(changesByMessage([item({ type: 'say', text: 'hi', re: 7 })]).size, 0);
  });
});

describe('A message with pending changes', () => {
  it('is shown with its own of them, and not with those of others', () => {
    const react = item({ type: 'react', of: 1, emoji: '👍', on: true });
    const other = item({ type: 'react', of: 2, emoji: '🎉', on: true });
    const shown = messageAsShown(message(1, 'old'), [react, other], ANN);
    assert.deepEqual(
      shown.reactions.map(({ emoji }) => emoji),
      ['👍'],
    );
    assert.equal(messageAsShown(undefined, [react], ANN), undefined);
  });

  it('looks as it will look', () => {
    const changes = [
      item({ type: 'edit', of: 1, text: 'new' }),
      item({ type: 'react', of: 1, emoji: '👍', on: true }, 'sending'),
    ];
    const after = withPendingChanges(message(1, 'old'), changes, ANN);
    assert.equal(after.text, 'new');
    assert.deepEqual(after.reactions, [{ emoji: '👍', count: 1, who: [ANN] }]);
  });

  it('does not show a refused change as done', () => {
    const before = message(1, 'old');
    const refused = item({ type: 'edit', of: 1, text: 'new' }, 'failed');
    assert.equal(withPendingChanges(before, [refused], ANN), before);
  });

  it('looks deleted before the server has deleted it', () => {
    assert.equal(withPendingChanges(message(1), [item({ type: 'delete', of: 1 })], ANN).deleted, true);
  });
});
