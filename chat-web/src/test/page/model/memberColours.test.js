import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hueOf } from '../../../main/page/model/avatar.js';
import { MemberColours } from '../../../main/page/model/memberColours.js';

const members = (count, letter = 'm') => Array.from({ length: count }, (_, index) => ({ id: `${letter}${index}` }));
const apart = (one, other) => Math.min(Math.abs(one - other), 360 - Math.abs(one - other));

describe('The colours of members', () => {
  it('stay as they are, near the hue of the id', () => {
    const colours = new MemberColours();
    const hue = colours.hueOf('m1');
    assert.ok(apart(hue, hueOf('m1')) < 30);
    assert.equal(colours.hueOf('m1'), hue);
  });

  it('differ for the 12 members who are present', () => {
    const colours = new MemberColours();
    colours.join(members(12));
    const hues = members(12).map(({ id }) => colours.hueOf(id));
    assert.equal(new Set(hues).size, 12);
  });

  it('differ for those who come later, also where they were seen before', () => {
    const colours = new MemberColours();
    for (const { id } of members(40)) {
      colours.hueOf(id);
    }
    colours.join(members(6));
    colours.join(members(40).slice(30, 36));
    const hues = [...members(6), ...members(40).slice(30, 36)].map(({ id }) => colours.hueOf(id));
    assert.equal(new Set(hues).size, 12);
  });

  it('are given to others once their members have left', () => {
    const colours = new MemberColours();
    colours.join(members(12));
    colours.leave(members(12));
    colours.join(members(12, 'n'));
    assert.equal(new Set(members(12, 'n').map(({ id }) => colours.hueOf(id))).size, 12);
  });

  it('differ for members who follow each other, however many there are', () => {
    const colours = new MemberColours();
    colours.join(members(200));
    const authors = Array.from({ length: 300 }, (_, index) => `m${(index * 7) % 60}`);
    colours.separate(authors);
    const hues = authors.map((id) => colours.hueOf(id));
    assert.ok(hues.every((hue, index) => index === 0 || apart(hue, hues[index - 1]) >= 30));
  });
});
