import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitted } from '../../../main/page/upload/shrink.js';

describe('The size of a picture that is made smaller', () => {
  it('has 2,560 px at its longer side, and its shape', () => {
    assert.deepEqual(fitted({ width: 5120, height: 2880 }), { width: 2560, height: 1440 });
    assert.deepEqual(fitted({ width: 3000, height: 6000 }), { width: 1280, height: 2560 });
  });

  it('is never larger than it was, and never nothing', () => {
    assert.deepEqual(fitted({ width: 640, height: 480 }), { width: 640, height: 480 });
    assert.deepEqual(fitted({ width: 50_000, height: 2 }), { width: 2560, height: 1 });
  });
});
