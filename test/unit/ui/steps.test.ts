import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askEach, runSteps, type Step, type StepResult } from '../../../src/ui/steps.ts';

type Answers = readonly string[];

/** Steps that answer from a script: each time one is asked it takes its next line. */
function scripted(log: string[], ...scripts: readonly string[][]): Step<Answers>[] {
  return scripts.map((script, step) => async (state): Promise<StepResult<Answers> | 'skip'> => {
    const line = script.shift() ?? assert.fail(`step ${step} was asked once too often`);
    log.push(`${step}:${line}`);
    return line === 'back' || line === 'cancel' || line === 'skip' ? line : { answer: [...state, line] };
  });
}

describe('a dialogue of several steps', () => {
  it('collects the answers', async () => {
    assert.deepEqual(await runSteps<Answers>([], scripted([], ['a'], ['b'])), ['a', 'b']);
  });

  it('goes back one step and forgets that answer', async () => {
    assert.deepEqual(await runSteps<Answers>([], scripted([], ['a', 'x'], ['back', 'b'])), ['x', 'b']);
  });

  it('goes back past a step that did not apply', async () => {
    const log: string[] = [];
    const answers = await runSteps<Answers>([], scripted(log, ['a', 'x'], ['skip', 'skip'], ['back', 'c']));
    assert.deepEqual(answers, ['x', 'c']);
    assert.deepEqual(log, ['0:a', '1:skip', '2:back', '0:x', '1:skip', '2:c']);
  });

  it('tells who is asked again what was answered before', async () => {
    const told: (Answers | undefined)[] = [];
    const [first, last] = scripted([], ['a', 'x'], ['back', 'c']);
    const tell: Step<Answers> = async (state, earlier) => {
      told.push(earlier);
      return first?.(state) ?? assert.fail();
    };
    await runSteps<Answers>([], [tell, ...(last ? [last] : [])]);
    assert.deepEqual(told, [undefined, ['a']]);
  });

  it('ends where there is nothing to go back to', async () => {
    assert.equal(await runSteps<Answers>([], scripted([], ['back'])), undefined);
    assert.equal(await runSteps<Answers>([], scripted([], ['skip'], ['back'])), undefined);
  });

  it('ends at once when it is left', async () => {
    assert.equal(await runSteps<Answers>([], scripted([], ['a'], ['cancel'], ['c'])), undefined);
  });
});

describe('the same question for each of several things', () => {
  /** What `askEach` came to, and what was asked after which answers. */
  async function asked(...script: readonly string[]) {
    const log: string[] = [];
    const lines = [...script];
    const result = await askEach(['x', 'y'], async (thing, before): Promise<StepResult<string>> => {
      log.push([thing, ...before].join(' '));
      const line = lines.shift() ?? assert.fail(`${thing} was asked once too often`);
      return line === 'back' || line === 'cancel' ? line : { answer: line };
    });
    return { result, log };
  }

  it('collects the answers, and goes back to the one before', async () => {
    assert.deepEqual(await asked('a', 'back', 'b', 'c'), {
      result: { answer: ['b', 'c'] },
      log: ['x', 'y a', 'x', 'y b'],
    });
  });

  it('goes back past the first one, also where it is left', async () => {
    assert.equal((await asked('a', 'back', 'back')).result, 'back');
    assert.equal((await asked('a', 'cancel')).result, 'back');
  });
});
