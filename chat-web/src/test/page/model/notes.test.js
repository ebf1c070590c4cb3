import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Notes } from '../../../main/page/model/notes.js';
import { ANN, BOB, MING } from '../testing/builders.js';

describe('The notes of the log', () => {
  let notes;
  const lines = () =>
    notes.all.map(({ after, kind, members }) => `${after} ${kind} ${members?.map(({ name }) => name)}`);

  beforeEach(() => {
    notes = new Notes();
  });

  it('are in the order of their place', () => {
    notes.addPresence(5, 'joined', ANN);
    notes.addPresence(3, 'joined', BOB);
    assert.deepEqual(lines(), ['3 joined Bob', '5 joined Ann']);
  });

  it('name the members who join between two messages in one line', () => {
    notes.addPresence(5, 'joined', ANN);
    notes.addPresence(5, 'joined', BOB);
    assert.deepEqual(lines(), ['5 joined Ann,Bob']);
  });

  it('name a member once who joins twice', () => {
    notes.addPresence(5, 'joined', ANN);
    notes.addPresence(5, 'joined', ANN);
    assert.deepEqual(lines(), ['5 joined Ann']);
  });

  it('keep the members who join apart from those who leave', () => {
    notes.addPresence(5, 'joined', ANN);
    notes.addPresence(5, 'left', BOB);
    assert.deepEqual(lines(), ['5 joined Ann', '5 left Bob']);
  });

  it('do not name a member as joined who has left since', () => {
    notes.addPresence(5, 'joined', ANN);
    notes.addPresence(5, 'joined', BOB);
    notes.addPresence(5, 'left', ANN);
    assert.deepEqual(lines(), ['5 joined Bob', '5 left Ann']);
  });

  it('have a key for each that is never used again', () => {
    notes.addPresence(1, 'joined', ANN);
    const [{ key }] = notes.all;
    notes.clear();
    notes.addPresence(1, 'joined', ANN);
    assert.notEqual(notes.all[0].key, key);
  });

  it('are 60 at most, without the oldest', () => {
    for (let after = 1; after <= 61; after++) {
      notes.addPresence(after, 'joined', MING);
    }
    assert.equal(notes.all.length, 60);
    assert.equal(notes.all[0].after, 2);
  });
});
