import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { asCli, asCurl, asRequest } from '../../../src/core/purge/export.ts';
import type { PurgeCall } from '../../../src/core/vercel/endpoints.ts';

const BASE = 'https://api.vercel.com';
const NASTY = [
  "it's",
  '$(touch /tmp/x) `id` $HOME',
  '"; rm -rf ~ #',
  '\\n \\0 %s %d \\\\',
  '-rf',
  '!history',
  'übung 日本 🎉',
  '\u202Eevil\u202C',
  '\u0007bell\u001b[31mred',
  'a\u200bb\u00adc',
  "mixed ' \u2066 ' % \\ 7",
];

const callOf = (values: readonly string[], rest: Partial<PurgeCall> = {}): PurgeCall => ({
  project: { idOrName: 'web', teamId: 'team_1' },
  mode: 'invalidate',
  kind: 'tag',
  values,
  ...rest,
});

/** The arguments that a POSIX shell makes of a command, its program replaced by one that prints them. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\000' "$@"; }\nvercel() { printf '%s\\000' "$@"; }\n${command}`;
  const out = execFileSync('sh', ['-c', script], { env: { VERCEL_TOKEN: 'from-the-environment' }, encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const shown = (text: string) => text.replaceAll('\n', '');

describe('a call copied as curl', () => {
  it('is the request that the client sends', () => {
    const call = callOf(['a', 'b'], { environment: 'preview' });
    assert.deepEqual(argumentsOf(asCurl(call, BASE)), [
      '-X',
      'POST',
      'https://api.vercel.com/v1/edge-cache/invalidate-by-tags?projectIdOrName=web&teamId=team_1',
      '-H',
      'Authorization: Bearer from-the-environment',
      '-H',
      'Content-Type: application/json',
      '--data-raw',
      '{"tags":["a","b"],"target":"preview"}',
    ]);
  });

  it('holds any text as text, and nothing that cannot be seen', () => {
    for (const value of [...NASTY, 'lone \ud800 half']) {
      const command = asCurl(callOf([value], { project: { idOrName: value } }), BASE);
      assert.ok(!HIDDEN.test(shown(command)), JSON.stringify(command));
      const args = argumentsOf(command);
      assert.deepEqual(JSON.parse(args.at(-1) ?? ''), { tags: [value] });
      assert.equal(args.length, 9);
    }
  });
});

describe('a call copied for the CLI', () => {
  it('names all tags at once', () => {
    const call = callOf(['a', 'b c'], { mode: 'dangerously-delete', revalidationDeadlineSeconds: 60 });
    const { commands, everyEnvironment } = asCli(call);
    assert.equal(everyEnvironment, false);
    assert.deepEqual(argumentsOf(commands), [
      'cache',
      'dangerously-delete',
      '--tag=a,b c',
      '--revalidation-deadline-seconds=60',
      '--project=web',
      '--scope=team_1',
      '--yes',
      '--token=from-the-environment',
    ]);
  });

  it('takes one image a command', () => {
    const { commands } = asCli(callOf(['/a.png', '/b.png'], { kind: 'image', project: { idOrName: 'web' } }));
    assert.deepEqual(
      commands.split('\n').map((command) => argumentsOf(command)[2]),
      ['--srcimg=/a.png', '--srcimg=/b.png'],
    );
  });

  it('says that the CLI reaches every environment', () =>
    assert.equal(asCli(callOf(['a'], { environment: 'production' })).everyEnvironment, true));

  it('holds any text as text, and nothing that cannot be seen', () => {
    for (const value of NASTY) {
      const { commands } = asCli(callOf([value]));
      assert.ok(!HIDDEN.test(shown(commands)), JSON.stringify(commands));
      assert.equal(argumentsOf(commands)[2], `--tag=${value}`);
    }
  });
});

it('a call as text shows method, address and body, and hides nothing', () => {
  assert.equal(
    asRequest(callOf(['a\u202e']), BASE),
    'POST https://api.vercel.com/v1/edge-cache/invalidate-by-tags?projectIdOrName=web&teamId=team_1\n\n' +
      '{\n  "tags": [\n    "a\\u202e"\n  ]\n}',
  );
});
