import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileName } from '../../../main/page/upload/fileName.js';

describe('The name of a file', () => {
  it('stays as it is where the server takes it', () => {
    assert.equal(fileName('花园 – my garden (1).png'), '花园 – my garden (1).png');
  });

  it('loses what the server refuses', () => {
    assert.equal(fileName('../a\u202egnp.\nexe'), '..agnp.exe');
    assert.equal(fileName('\u200f\n'), 'file');
  });

  it('has 255 bytes at most, with its ending, and no half characters', () => {
    assert.equal(fileName(`${'花'.repeat(100)}.png`), `${'花'.repeat(83)}.png`);
    assert.equal(fileName(`${'😀'.repeat(100)}.png`), `${'😀'.repeat(62)}.png`);
  });
});
