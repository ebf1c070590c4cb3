import '../testing/fakePage.js';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

const { ACTIONS, actionLabel, isAllowedAtOthers } = await import('../../../main/page/log/allowedActions.js');

describe("The actions at another member's message", () => {
  const allowed = (removesAny) => ACTIONS.filter((action) => isAllowedAtOthers(action, removesAny));

  it('neither edit nor remove it', () => {
    assert.deepEqual(allowed(false), ['react', 'reply', 'pin', 'copy', 'link']);
  });

  it('remove it in the browser of the owner', () => {
    assert.deepEqual(allowed(true), ['react', 'reply', 'pin', 'remove', 'copy', 'link']);
  });

  it('do not call its removal taking back', () => {
    assert.equal(actionLabel('remove', true), 'Take back');
    assert.equal(actionLabel('remove', false), 'Delete for everybody');
  });

  it('unpin what is pinned', () => {
    assert.equal(actionLabel('pin', false, false), 'Pin');
    assert.equal(actionLabel('pin', false, true), 'Unpin');
  });
});
