import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { converse, hushing, takeFloor } from '../../../src/ui/conversation.ts';

/** A turn of the event loop, as between a question and its answer. */
const later = () => new Promise((resolve) => setImmediate(resolve));

describe('what two commands ask', () => {
  it('lets a command ask one question after the other', async () => {
    await converse(async () => {
      for (let question = 0; question < 3; question++) {
        const floor = takeFloor(() => {});
        await later();
        assert.equal(floor.isGiven, true);
        assert.equal(floor.leave(), false);
      }
    });
  });

  it('ends what a command waits for once another one asks', () => {
    const hidden: string[] = [];
    const older = converse(() => takeFloor(() => hidden.push('older')));
    const newer = converse(() => takeFloor(() => hidden.push('newer')));
    assert.deepEqual(hidden, ['older']);
    assert.equal(older.leave(), true);
    assert.equal(newer.leave(), false);
  });

  it('ends the command whose question another one replaced', async () => {
    let replaced: boolean | undefined;
    let asksAgain: boolean | undefined;
    const older = converse(async () => {
      const floor = takeFloor(() => {});
      await later();
      await later();
      replaced = floor.leave();
      asksAgain = takeFloor(() => {}).isGiven;
    });
    await later();
    const newer = converse(() => takeFloor(() => {}));
    await older;
    assert.equal(replaced, true);
    assert.equal(asksAgain, false);
    assert.equal(newer.isGiven, true);
    assert.equal(newer.leave(), false);
  });

  it('lets a command that asked nothing meanwhile go on asking', async () => {
    const older = converse(async () => {
      takeFloor(() => {}).leave();
      await later();
      await later();
      return takeFloor(() => {});
    });
    await later();
    assert.equal(converse(() => takeFloor(() => {})).leave(), false);
    const floor = await older;
    assert.equal(floor.isGiven, true);
    assert.equal(floor.leave(), false);
  });

  it('hides the question of one command only, and only while it is asked', async () => {
    const hidden: string[] = [];
    const ask = (name: string) =>
      converse(() => {
        const floor = takeFloor(() => {
          hidden.push(name);
          floor.leave();
        });
        return { hush: hushing(), floor };
      });
    const [older, newer] = [ask('older'), ask('newer')];
    older.hush();
    newer.hush();
    newer.floor.leave();
    newer.hush();
    assert.deepEqual(hidden, ['older', 'newer']);
  });
});
