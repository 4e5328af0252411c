import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { ChangeBatch } from '../../../src/workspace/change-batch.ts';

describe('changes of files', () => {
  let told: (readonly string[] | 'many')[] = [];
  let focused = true;
  let batch: ChangeBatch;

  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    told = [];
    focused = true;
    batch = new ChangeBatch({
      few: (files) => told.push(files),
      many: () => told.push('many'),
      isFocused: () => focused,
    });
  });

  it('are told together, each once', () => {
    batch.add('/a.ts');
    batch.add('/b.ts');
    batch.add('/a.ts');
    mock.timers.tick(150);
    assert.deepEqual(told, []);
    mock.timers.tick(50);
    assert.deepEqual(told, [['/a.ts', '/b.ts']]);
  });

  it('that keep coming do not put off those that came', () => {
    for (let ms = 0; ms < 1000; ms += 20) {
      batch.add('/a.ts');
      mock.timers.tick(20);
    }
    assert.equal(told.length, 5);
  });

  it('that storm end in one call, once the storm is over', () => {
    for (let index = 0; index < 1000; index++) {
      batch.add(`/${index}.ts`);
      mock.timers.tick(3);
    }
    assert.deepEqual(told, []);
    mock.timers.tick(600);
    assert.deepEqual(told, ['many']);
    batch.add('/later.ts');
    mock.timers.tick(200);
    assert.deepEqual(told, ['many', ['/later.ts']]);
  });

  it('that never end are told of all the same', () => {
    for (let ms = 0; ms < 25_000; ms += 2) {
      batch.add(`/${ms}.ts`);
      mock.timers.tick(2);
    }
    assert.deepEqual(told, ['many', 'many']);
  });

  it('behind another window wait as a set, and are told when the window is looked at', () => {
    focused = false;
    for (let index = 0; index < 40; index++) {
      batch.add('/a.ts');
      mock.timers.tick(20);
    }
    assert.deepEqual(told, []);
    focused = true;
    batch.flush();
    assert.deepEqual(told, [['/a.ts']]);
    mock.timers.tick(5000);
    assert.equal(told.length, 1);
  });

  it('are told to nobody after the end', () => {
    batch.add('/a.ts');
    batch.dispose();
    mock.timers.tick(5000);
    assert.deepEqual(told, []);
  });
});
