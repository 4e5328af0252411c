import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What `npm run package` ships: only what the allow-list of .vscodeignore names. */

const VSIX = 'dist/vercel-cache-tags.vsix';
const CENTRAL_ENTRY = Buffer.from('PK\x01\x02', 'latin1');

/** What the extension itself may weigh, in bytes, the schema library included. More is loaded by every window. */
const MOST_CODE = 420_000;

/** The names in a zip archive with their sizes unpacked, read from its central directory (APPNOTE 4.3.12). */
function sizesIn(archive: Buffer): Map<string, number> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const sizes = new Map<string, number>();
  let at = archive.readUInt32LE(end + 16);
  while (archive.subarray(at, at + 4).equals(CENTRAL_ENTRY)) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    sizes.set(archive.toString('utf8', at + 46, at + 46 + name), archive.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  assert.equal(sizes.size, archive.readUInt16LE(end + 10));
  return sizes;
}

test('the package holds what it needs and nothing else', () => {
  const names = [...sizesIn(readFileSync(VSIX)).keys()].filter(
    (name) => !/^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/.test(name),
  );
  assert.deepEqual(names.sort(), [
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/SECURITY.md',
    'extension/changelog.md',
    'extension/dist/extension.js',
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

test('the code that ships is within its budget', () => {
  const bytes = sizesIn(readFileSync(VSIX)).get('extension/dist/extension.js') ?? Number.NaN;
  assert.ok(bytes > 0 && bytes <= MOST_CODE, `dist/extension.js has ${bytes} bytes`);
});
