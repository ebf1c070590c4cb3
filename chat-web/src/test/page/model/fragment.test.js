import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seqIn } from '../../../main/page/model/fragment.js';

describe('A fragment', () => {
  it('names a message by its number', () => {
    assert.equal(seqIn('#m12'), 12);
  });

  for (const fragment of ['', '#text', '#m', '#m0', '#m12x', '#m1234567890123456']) {
    it(`names none as ${fragment || 'nothing'}`, () => {
      assert.equal(seqIn(fragment), 0);
    });
  }
});
