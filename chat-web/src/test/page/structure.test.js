import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../main/page/', import.meta.url));

/**
 * What each folder may import, a line for each folder, the lowest first. The scripts at the top wire all of them.
 * Types count as well, so that a folder can be understood with those below it alone.
 */
const MAY_IMPORT = {
  model: [],
  net: ['model'],
  storage: ['model'],
  outbox: ['model', 'storage'],
  ui: ['model', 'net'],
  upload: ['model', 'net', 'outbox', 'storage', 'ui'],
  emoji: ['model', 'ui'],
  people: ['model', 'net', 'storage', 'ui'],
  rooms: ['net', 'storage', 'ui'],
  search: ['model', 'net', 'rooms', 'ui'],
  settings: ['model', 'net', 'people', 'storage', 'ui'],
  composer: ['emoji', 'model', 'net', 'outbox', 'storage', 'ui', 'upload'],
  log: ['emoji', 'model', 'net', 'outbox', 'people', 'ui'],
  thread: ['composer', 'log', 'model', 'net', 'outbox', 'ui'],
};

const files = readdirSync(PAGE, { recursive: true })
  .filter((name) => /\.(js|css)$/.test(name))
  .sort();
const textOf = (name) => readFileSync(join(PAGE, name), 'utf8');
const folderOf = (name) => (dirname(name) === '.' ? 'the top' : dirname(name));

/** The folders that a script's imports lead to, those of its types among them. */
function importsOf(name) {
  const imports = [...textOf(name).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)];
  const folders = imports.map(([, path]) => folderOf(normalize(join(dirname(name), path))));
  return [...new Set(folders)].filter((folder) => folder !== folderOf(name)).sort();
}

describe('The folders of the page', () => {
  const scripts = files.filter((name) => name.endsWith('.js'));

  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${folder} imports ${allowed.join(', ') || 'nothing'}`, () => {
      const own = scripts.filter((name) => folderOf(name) === folder);
      const imported = [...new Set(own.flatMap(importsOf))].sort();
      assert.deepEqual(imported, allowed);
    });
  }

  it('are all in the table', () => {
    const folders = new Set(scripts.map(folderOf).filter((folder) => folder !== 'the top'));
    assert.deepEqual([...folders].sort(), Object.keys(MAY_IMPORT).sort());
  });

  it('have no circle', () => {
    const below = [];
    for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
      assert.deepEqual(
        allowed.filter((other) => !below.includes(other)),
        [],
        `${folder} imports what stands above it`,
      );
      below.push(folder);
    }
  });

  it('have 25 files at most', () => {
    const counts = new Map();
    for (const folder of files.map(folderOf)) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    assert.deepEqual(
      [...counts].filter(([, count]) => count > 25),
      [],
    );
  });
});

describe('The files of the page', () => {
  it('have 300 lines at most', () => {
    assert.deepEqual(
      files.filter((name) => textOf(name).split('\n').length > 301),
      [],
    );
  });

  it('have no run of six lines twice, imports aside', () => {
    const seen = new Map();
    const twice = [];
    for (const name of files) {
      const lines = textOf(name)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !/^(\* )?@?import\b/.test(line));
      for (let index = 0; index + 6 <= lines.length; index++) {
        const run = lines.slice(index, index + 6).join('\n');
        if (seen.has(run)) {
          twice.push(`${seen.get(run)} and ${name}:\n${run}`);
        }
        seen.set(run, name);
      }
    }
    assert.deepEqual(twice, []);
  });

  it('give no element the class of the whole page, which is as high as the screen', () => {
    const ofThePage = /(?:make|group)\('\w+', '(?:[\w-]+ )*room(?: [\w-]+)*'/;
    assert.deepEqual(
      files.filter((name) => ofThePage.test(textOf(name))),
      [],
    );
  });

  it('are pure where they say so', () => {
    const pure = files.filter((name) => /\bPure[:.]/.test(textOf(name)));
    const impure = /\b(document|window|location|navigator|localStorage|fetch|WebSocket)\s*[.(]/;
    assert.ok(pure.length > 10);
    assert.deepEqual(
      pure.filter((name) => impure.test(textOf(name).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))),
      [],
    );
  });
});
