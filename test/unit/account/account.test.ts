import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiAddress, rateWindow } from '../../../src/account/api-address.ts';
import { readToken } from '../../../src/account/token-text.ts';

describe('the address of the API', () => {
  it('is Vercel', () => assert.deepEqual(apiAddress(undefined), { baseUrl: 'https://api.vercel.com', changed: false }));

  for (const allowed of [
    'https://proxy.example.com',
    'http://127.0.0.1:3000',
    'http://localhost:3000',
    'http://[::1]:3000',
  ]) {
    it(`may be ${allowed}`, () => assert.deepEqual(apiAddress(allowed), { baseUrl: allowed, changed: true }));
  }

  for (const rejected of [
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost@example.com',
    'https://user:secret@example.com',
    'file:///etc/passwd',
    'not an address',
  ]) {
    it(`is never ${rejected}`, () =>
      assert.deepEqual(apiAddress(rejected), { baseUrl: 'https://api.vercel.com', changed: false, rejected }));
  }

  it('keeps the origin alone', () => assert.equal(apiAddress('https://a.example/x?y').baseUrl, 'https://a.example'));
});

describe('the window of the rate', () => {
  const emulator = apiAddress('http://127.0.0.1:3000');

  it('can be shorter for an emulator', () => assert.equal(rateWindow(emulator, '3000'), 3000));

  it('is the usual one everywhere else, whatever the environment says', () => {
    for (const address of [
      undefined,
      'https://proxy.example.com',
      'https://api.vercel.com',
      'https://API.vercel.com:443/',
      'https://api.vercel.com./',
    ]) {
      assert.equal(rateWindow(apiAddress(address), '3000'), undefined, address);
    }
  });

  it('is the usual one where the environment says nothing that could be meant', () => {
    for (const text of [undefined, '', '0', '-5', '1e9', '3000 ', '600000']) {
      assert.equal(rateWindow(emulator, text), undefined, text);
    }
  });
});

describe('a token that was pasted', () => {
  it('loses the blanks and line ends around it', () => assert.deepEqual(readToken('  abc123\n'), { token: 'abc123' }));

  for (const [typed, problem] of [
    ['   ', 'empty'],
    ['abc\ndef', 'unfit'],
    ['abc def', 'unfit'],
    ['abc\u00e9', 'unfit'],
    ['abc\u0000def', 'unfit'],
    ['x'.repeat(5000), 'unfit'],
  ] as const) {
    it(`is refused: ${problem}, ${JSON.stringify(typed.slice(0, 9))}`, () =>
      assert.deepEqual(readToken(typed), { problem }));
  }
});
