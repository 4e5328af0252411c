import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { shows, Workbench } from './support/workbench.ts';

/** What the eye and the mouse hold on to stays where it is while rows change around it. */

const FILES = 200;
const CHANGED_FILES = 120;
const ABOVE = ['before-1', 'before-2', 'before-3'];
const WATCHED = 'item-040';

let bench: Workbench;

const tagOf = (at: number) => `item-${String(at).padStart(3, '0')}`;
const textOf = (...tags: readonly string[]) =>
  `import { cacheTag } from 'next/cache';\n${tags.map((tag) => `cacheTag('${tag}');\n`).join('')}`;

function write(folder: string, at: number, ...tags: readonly string[]): void {
  writeFileSync(path.join(folder, `many/file-${at}.ts`), textOf(...tags));
}

before(async () => {
  bench = await Workbench.open({
    prepare: (folder) => {
      mkdirSync(path.join(folder, 'many'));
      for (let at = 0; at < FILES; at++) {
        write(folder, at, tagOf(at));
      }
    },
  });
  await bench.showView();
  await bench.scrollTree(() => bench.treeRow(new RegExp(`^cache tag ${WATCHED}`)));
  await bench.page.mouse.wheel(0, 200); // the row below has to be drawn too
  await bench.rowsStandStill();
  await bench.treeRow(new RegExp(`^cache tag ${WATCHED}`)).click();
  await bench
    .treeRow(new RegExp(`^cache tag ${WATCHED}`))
    .locator('.monaco-tl-twistie')
    .click();
  await bench.treeRow(/^file-40\.ts/).waitFor();
});
after(() => bench?.close());

/** Waits until a tag is listed, and any scan has ended: the palette waits for it. */
async function listed(tag: string): Promise<void> {
  await bench.until(async () => {
    await bench.run('Vercel Cache: Go to Cache Tag…');
    await bench.page.getByPlaceholder('Choose a cache tag').waitFor();
    await bench.type(tag);
    const isListed = await shows(bench.row(tag), 1000);
    await bench.leave();
    return isListed;
  }, 60_000);
  await bench.rowsStandStill();
}

/** How the row is in every frame while something is done, each state once. */
async function statesWhile(work: () => Promise<void>): Promise<readonly string[]> {
  await bench.page.evaluate(WATCH);
  await work();
  return bench.page.evaluate<string[]>('window.endOfWatch()');
}

/** Runs in the page, whose types are not known here: looks at the row before each frame that is painted. */
const WATCH = `(() => {
  const states = new Set();
  let ended = false;
  const look = () => {
    const rows = [...document.querySelectorAll('.part.sidebar .monaco-list-row')];
    const row = rows.find((each) => each.getAttribute('aria-label')?.startsWith('cache tag ${WATCHED}'));
    const place = rows.find((each) => each.getAttribute('aria-label')?.startsWith('file-40.ts'));
    states.add(!row ? 'gone' : [
      Math.round(row.getBoundingClientRect().top),
      row.classList.contains('selected') ? 'selected' : '',
      row.getAttribute('aria-expanded') === 'true' && place ? 'expanded' : '',
    ].join(' '));
    if (!ended) requestAnimationFrame(look);
  };
  look();
  window.statesSoFar = () => states.size;
  window.endOfWatch = () => { ended = true; return [...states]; };
})()`;

test('a scan anew moves nothing, not for a frame', async () => {
  const states = await statesWhile(async () => {
    await bench.run('Vercel Cache: Refresh');
    await listed(WATCHED);
  });
  assert.equal(states.length, 1, states.join(' | '));
  assert.match(states[0] ?? '', /^\d+ selected expanded$/);
});

test('rows that come above what is looked at move it by as much and no more, and it stays selected and unfolded', async () => {
  await bench.treeRow(/^file-40\.ts/).hover();
  await bench.page.mouse.wheel(0, 300); // away from the end of what is seen
  await bench.rowsStandStill();
  // The list of VS Code keeps its offset, which no extension sees or sets: so it is told of rows once, and of no others.
  const positions = async (work: () => void) => {
    const states = await statesWhile(async () => {
      work();
      await bench.until(async () => (await bench.page.evaluate<number>('window.statesSoFar()')) > 1);
      await bench.rowsStandStill();
    });
    assert.ok(
      states.every((state) => /^\d+ selected expanded$/.test(state)),
      states.join(' | '),
    );
    return states.map((state) => Number.parseInt(state, 10));
  };
  const writeAbove = (...tags: readonly string[]) => write(bench.folder, 0, tagOf(0), ...tags);
  const down = await positions(() => writeAbove(...ABOVE));
  const rows = await bench.page.locator('.part.sidebar .monaco-list-row').first().boundingBox();
  assert.deepEqual(down, [down[0], (down[0] ?? 0) + ABOVE.length * (rows?.height ?? 0)]);
  assert.deepEqual(await positions(() => writeAbove()), down.reverse());
});

test('another branch changes rows below, and the chosen one stays where it is, selected and unfolded', async () => {
  const states = await statesWhile(async () => {
    for (let at = FILES - CHANGED_FILES; at < FILES; at++) {
      write(bench.folder, at, tagOf(at).replace('item', 'other'), `zz-${at}`);
    }
    await listed(`zz-${FILES - 1}`);
  });
  assert.equal(states.length, 1, states.join(' | '));
  assert.match(states[0] ?? '', /^\d+ selected expanded$/);
  await bench.shot('steady');
  await bench.scrollTree(() => bench.treeRow(/^cache tag other-150/));
  await bench.scrollTree(() => bench.treeRow(/^cache tag zz-199/));
  assert.equal(await bench.treeRow(/^cache tag item-150/).count(), 0);
});
