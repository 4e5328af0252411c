import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** The package as a user installs it. */

let bench: Workbench;

before(async () => {
  bench = await Workbench.open({ vsix: 'dist/vercel-cache-tags.vsix' });
});
after(() => bench?.close());

test('the installed package lists and purges', async () => {
  await bench.showView();
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(/accepted/);
  assert.deepEqual(
    bench.purges().map((each) => each.body),
    [{ tags: ['products'], target: 'production' }],
  );
});
