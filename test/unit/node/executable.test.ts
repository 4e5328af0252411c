import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { startsByItself } from '../../../src/node/executable.ts';
import { findRipgrep } from '../../../src/node/ripgrep.ts';
import { folderWith } from './folder.ts';

/** The beginning of an ELF file for a machine. */
const elf = (machine: number, bigEndian = false): string =>
  `\x7fELF\x02${bigEndian ? '\x02' : '\x01'}${'\0'.repeat(10)}${bigEndian ? '\0\x02\0' : '\x02\0'}${String.fromCharCode(machine)}\0\0`;

const X64 = 62;
const S390X = 22;

function program(t: TestContext, text: string): string {
  const file = path.join(folderWith(t, { rg: text }), 'rg');
  chmodSync(file, 0o755);
  return file;
}

test('a script and a program for this processor start by themselves', (t) => {
  assert.ok(startsByItself(program(t, '#!/bin/sh\n'), 'linux', 'x64'));
  assert.ok(startsByItself(program(t, elf(X64)), 'linux', 'x64'));
  assert.ok(startsByItself(program(t, elf(S390X, true)), 'linux', 's390x'));
  assert.ok(startsByItself(process.execPath));
});

test('what a shell would be handed does not: a program for another processor, a text, half a header', (t) => {
  for (const text of [elf(X64), 'rm -rf "$HOME"\n', '\x7fELF', '']) {
    assert.equal(startsByItself(program(t, text), 'linux', 'arm64'), false, text);
  }
});

test('a ripgrep that only a shell would start is passed over for one that starts', {
  skip: process.platform !== 'linux',
}, (t) => {
  const text = program(t, 'echo hello\n');
  const script = program(t, '#!/bin/sh\n');
  const PATH = [text, script].map((file) => path.dirname(file)).join(path.delimiter);
  assert.equal(findRipgrep(undefined, [], { PATH }), script);
  assert.equal(findRipgrep(undefined, [], { Path: PATH }), script); // as Windows calls it on a thread of its own
});
