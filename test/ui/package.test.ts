import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';

/** What `npm run package` ships: only what the allow-list of .vscodeignore names. */

const VSIX = 'dist/vercel-cache-tags.vsix';
const CENTRAL_ENTRY = Buffer.from('PK\x01\x02', 'latin1');

/** What activation may load, in bytes: every window pays for it, one without any tag too. */
const MOST_AT_ACTIVATION = 16_000;
/** What the extension itself may weigh, in bytes, the schema library included. */
const MOST_CODE = 425_000;

/** The files of a zip archive, unpacked, read by its central directory (APPNOTE 4.3.12, 4.3.7). */
function filesIn(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  while (archive.subarray(at, at + 4).equals(CENTRAL_ENTRY)) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(data, data + archive.readUInt32LE(at + 20));
    const isDeflated = archive.readUInt16LE(at + 10) === 8;
    files.set(archive.toString('utf8', at + 46, at + 46 + name), isDeflated ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  assert.equal(files.size, archive.readUInt16LE(end + 10));
  return files;
}

const DIST = 'extension/dist/';

/** The code that ships, by its file below `dist`. */
const codeIn = (archive: Buffer): Map<string, string> =>
  new Map(
    [...filesIn(archive)]
      .filter(([name]) => name.startsWith(DIST))
      .map(([name, bytes]) => [name.slice(DIST.length), bytes.toString('utf8')]),
  );

test('the package holds what it needs and nothing else', () => {
  const names = [...filesIn(readFileSync(VSIX)).keys()].filter(
    (name) => !/^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/.test(name),
  );
  const isChunk = (name: string) => /^extension\/dist\/chunks\/[\w-]+-[A-Z0-9]{8}\.js$/.test(name);
  assert.deepEqual(names.filter((name) => !isChunk(name)).sort(), [
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/SECURITY.md',
    'extension/changelog.md',
    'extension/dist/extension.js',
    'extension/dist/scan-worker.js',
    'extension/l10n/bundle.l10n.json',
    'extension/media/icon.png',
    'extension/media/icon.svg',
    'extension/media/screenshot.png',
    'extension/media/walkthrough/list.svg',
    'extension/media/walkthrough/purge.svg',
    'extension/media/walkthrough/token.svg',
    'extension/package.json',
    'extension/package.nls.json',
    'extension/readme.md',
  ]);
});

test('every file of the code is loaded by another one, and no other file is asked for', () => {
  const code = codeIn(readFileSync(VSIX));
  const asked = new Set(['extension.js', ...[...code].flatMap(([file, text]) => requiredBy(file, text))]);
  assert.deepEqual([...asked].sort(), [...code.keys()].sort());
});

test('the code that ships, and what activation loads of it, are within their budgets', () => {
  const code = codeIn(readFileSync(VSIX));
  const atActivation = new Set(['extension.js']);
  for (const file of atActivation) {
    for (const required of requiredBy(file, withoutLazy(code.get(file) ?? ''))) {
      atActivation.add(required);
    }
  }
  const sizeOf = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + Buffer.byteLength(code.get(file) ?? ''), 0);
  const [atOnce, all] = [sizeOf(atActivation), sizeOf(code.keys())];
  assert.ok(atActivation.size > 1 && atActivation.size < code.size);
  assert.ok(atOnce <= MOST_AT_ACTIVATION, `activation loads ${atOnce} bytes of ${[...atActivation].join(', ')}`);
  assert.ok(all <= MOST_CODE, `the code has ${all} bytes`);
});

/** The files of the extension that a file loads, at once or later, or runs on a thread of their own, below `dist`. */
function requiredBy(file: string, text: string): string[] {
  const loaded = [...text.matchAll(/\brequire\("(\.[^"]+)"\)/g)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1] ?? ''),
  );
  const run = [...text.matchAll(/\("dist\/([\w-]+\.js)"\)/g)].map((match) => match[1] ?? '');
  return [...loaded, ...run];
}

/** What an `import()` loads is loaded in a function that is called later. */
const withoutLazy = (text: string): string => text.replaceAll(/=>require\("[^"]+"\)/g, '');
