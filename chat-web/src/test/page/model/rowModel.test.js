import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldMuted, rowsOf } from '../../../main/page/model/rowModel.js';
import { ANN, BOB, message } from '../testing/builders.js';

const at = (seq, time, from = ANN) => message(seq, `message ${seq}`, { at: `2026-11-${time}:00.000`, from });
const note = (after, key = `n${after}`) => ({ key, after, kind: 'joined', members: [BOB] });
const kinds = (rows) => rows.map(({ kind, continued }) => (continued ? 'continued' : kind)).join(' ');

describe('The rows of the log', () => {
  it('are none without messages', () => {
    assert.deepEqual(rowsOf([], [], [], ANN), []);
  });

  it('begin with the day', () => {
    assert.equal(kinds(rowsOf([at(1, '22T10:00')], [], [], ANN)), 'day message');
  });

  it('have a row for each further day', () => {
    const rows = rowsOf([at(1, '22T23:59'), at(2, '23T00:00')], [], [], ANN);
    assert.equal(kinds(rows), 'day message day message');
  });

  it('put messages of one author under one name', () => {
    assert.equal(kinds(rowsOf([at(1, '22T10:00'), at(2, '22T10:04')], [], [], ANN)), 'day message continued');
  });

  it('name the author again after 5 minutes', () => {
    assert.equal(kinds(rowsOf([at(1, '22T10:00'), at(2, '22T10:05')], [], [], ANN)), 'day message message');
  });

  it('name another author', () => {
    assert.equal(kinds(rowsOf([at(1, '22T10:00'), at(2, '22T10:01', BOB)], [], [], ANN)), 'day message message');
  });

  it('name the author again after a note', () => {
    const rows = rowsOf([at(1, '22T10:00'), at(2, '22T10:01')], [note(1)], [], ANN);
    assert.equal(kinds(rows), 'day message note message');
  });

  it('have notes after their entry, and the last ones at the end', () => {
    const rows = rowsOf([at(5, '22T10:00'), at(8, '22T10:09')], [note(3), note(6), note(9)], [], ANN);
    assert.equal(kinds(rows), 'note day message note message note');
  });

  it("know which messages are one's own", () => {
    const rows = rowsOf([at(1, '22T10:00'), at(2, '22T10:01', BOB)], [], [], ANN);
    assert.deepEqual(
      rows.filter(({ kind }) => kind === 'message').map(({ mine }) => mine),
      [true, false],
    );
  });

  it('end with what waits to be sent', () => {
    const item = {
      id: 'w',
      frame: { type: 'say', id: 'w', text: 'soon' },
      at: Date.parse('2026-11-22T10:01:00'),
      state: 'waiting',
    };
    const rows = rowsOf([at(1, '22T10:00', BOB)], [], [item], ANN);
    assert.equal(kinds(rows), 'day message message');
    assert.equal(rows.at(-1).item, item);
    assert.equal(rows.at(-1).message.text, 'soon');
  });

  it("keep the key of one's own message when it becomes an entry", () => {
    const item = {
      id: 'w',
      frame: { type: 'say', id: 'w', text: 'soon' },
      at: Date.parse('2026-11-22T10:01:00'),
      state: 'waiting',
    };
    const [, waiting] = rowsOf([], [], [item], ANN);
    const [, entry] = rowsOf([{ ...at(1, '22T10:01'), id: 'w' }], [], [], ANN);
    assert.equal(waiting.key, entry.key);
  });

  it('have different keys for messages of others with the same id', () => {
    const rows = rowsOf([at(1, '22T10:00', BOB), { ...at(2, '22T10:01', BOB), id: 'i1' }], [], [], ANN);
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
  });
});

describe('Muted messages', () => {
  const rows = () =>
    rowsOf([at(1, '22T10:00'), at(2, '22T10:01', BOB), at(3, '22T10:02', BOB), at(4, '22T10:03')], [], [], ANN);

  it('become one row for each run of them', () => {
    const folded = foldMuted(rows(), ({ from }) => from === BOB);
    assert.equal(kinds(folded), 'day message muted message');
    assert.deepEqual(folded[2].seqs, [2, 3]);
  });

  it('become two rows where another message is between them', () => {
    const folded = foldMuted(rows(), ({ from }) => from === ANN);
    assert.equal(kinds(folded), 'day muted message continued muted');
  });

  it('are none where nobody is muted', () => {
    assert.deepEqual(
      foldMuted(rows(), () => false),
      rows(),
    );
  });
});
