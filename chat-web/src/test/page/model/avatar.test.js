import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hueOf, initialOf } from '../../../main/page/model/avatar.js';

describe('The initial of a name', () => {
  it('is a capital', () => assert.equal(initialOf('ann'), 'A'));
  it('is a whole character, as people see it', () => assert.equal(initialOf('👩‍👩‍👧 family'), '👩‍👩‍👧'));
  it('is nothing for an empty name', () => assert.equal(initialOf(''), ''));
});

describe('The hue of a member', () => {
  it('is the same each time', () => assert.equal(hueOf('m1'), hueOf('m1')));

  it('is within the circle, and differs for similar ids', () => {
    const hues = Array.from({ length: 100 }, (_, index) => hueOf(`member-${index}`));
    assert.ok(hues.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360));
    assert.ok(new Set(hues).size > 70);
  });
});
