import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSteps, type Step, type StepResult } from '../../../src/ui/steps.ts';

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

describe('a step that leads to further ones', () => {
  /** One that is no question, then one for each thing, then one behind them. */
  async function asked(things: readonly string[], ...script: readonly string[]) {
    const log: string[] = [];
    const lines = [...script];
    const ask =
      (name: string): Step<Answers> =>
      async (state) => {
        log.push([name, ...state].join(' '));
        const line = lines.shift() ?? assert.fail(`${name} was asked once too often`);
        return line === 'back' || line === 'cancel' ? line : { answer: [...state, line] };
      };
    const lead: Step<Answers> = async (state) => ({ answer: state, silent: true, further: things.map(ask) });
    return { answers: await runSteps<Answers>([], [ask('first'), lead, ask('last')]), log };
  }

  it('asks them before what was to come', async () => {
    assert.deepEqual(await asked(['x', 'y'], '1', 'a', 'b', '2'), {
      answers: ['1', 'a', 'b', '2'],
      log: ['first', 'x 1', 'y 1 a', 'last 1 a b'],
    });
    assert.deepEqual((await asked([], '1', '2')).answers, ['1', '2']);
  });

  it('goes back into them from behind, and out of them to the front', async () => {
    assert.deepEqual(await asked(['x', 'y'], '1', 'a', 'b', 'back', 'back', 'back', '3', 'c', 'd', '2'), {
      answers: ['3', 'c', 'd', '2'],
      log: ['first', 'x 1', 'y 1 a', 'last 1 a b', 'y 1 a', 'x 1', 'first', 'x 3', 'y 3 c', 'last 3 c d'],
    });
  });
});
