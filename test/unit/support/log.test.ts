import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createLog } from '../../../src/support/log.ts';
import { createRedactor } from '../../../src/support/redact.ts';
import { OutputLines } from '../stand-in/vscode.ts';

const TOKEN = 'marked-token-0123456789';

describe('what reaches the log', () => {
  beforeEach(() => OutputLines.clear());

  const redactor = createRedactor();
  redactor.hide(TOKEN);
  const log = createLog('Test', redactor);
  const levels = ['info', 'warn', 'error'] as const;

  it('holds no token, at any level and in no stack', () => {
    for (const level of levels) {
      log[level](`sent with ${TOKEN} and Bearer another.token`);
    }
    log.error('failed', new Error(`no ${TOKEN}`));
    log.error('failed', `no ${TOKEN}`);
    assert.equal(OutputLines.all().length, 5);
    assert.doesNotMatch(OutputLines.text(), /marked-token|another\.token/);
  });

  it('steers no terminal and hides nothing', () => {
    for (const level of levels) {
      log[level]('tag \u001b[31mred\u001b[0m \u202ereversed\u0007\r');
    }
    assert.doesNotMatch(OutputLines.text(), /[^\n\t\x20-\x7e]/);
    assert.match(OutputLines.text(), /tag \\u\{1b\}\[31mred/);
  });

  it('keeps the lines of a stack', () => {
    log.error('failed', new Error('why'));
    assert.ok(OutputLines.text().split('\n').length > 2);
  });
});
