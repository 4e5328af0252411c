import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as vscode from 'vscode';
import type { IndexChange } from '../../../src/core/index/entries.ts';
import { createWorkspaceIndex } from '../../../src/core/index/workspace-index.ts';
import { TreeModel } from '../../../src/ui/tree/model.ts';
import type { TreeNode } from '../../../src/ui/tree/nodes.ts';
import { TreeProvider } from '../../../src/ui/tree/provider.ts';

/** Longer than rows wait to be drawn. */
const LONG_MS = 60_000;

test('which tags lack their other half is told when a scan ends, also where its last rows were drawn long before', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const index = createWorkspaceIndex(() => '');
  const changes = new vscode.EventEmitter<IndexChange>();
  const states = new vscode.EventEmitter<'scanning' | 'done'>();
  let state: 'scanning' | 'done' = 'scanning';
  const model = new TreeModel(
    index,
    (key) => key,
    () => state === 'done',
  );
  const projectOf = () => undefined;
  const rows = new TreeProvider({ onDidChange: changes.event, onDidChangeState: states.event }, { model, projectOf });
  const drawn: (TreeNode[] | undefined)[] = [];
  rows.onDidChangeTreeData((nodes) => drawn.push(nodes));

  const span = { start: 1, end: 4 };
  const value = { certainty: 'exact', text: 'cart' } as const;
  const occurrences = [{ role: 'invalidate', api: 'revalidateTag', value, span }] as const;
  changes.fire(index.set([{ file: '/a.ts', occurrences, dependencies: [] }]));
  t.mock.timers.tick(LONG_MS);
  assert.deepEqual(drawn, [undefined]);
  const cart = rows.getChildren(rows.getChildren()[0])[0];
  assert.ok(cart?.type === 'target');
  assert.equal(model.unpaired(cart.entry), undefined);

  state = 'done';
  states.fire(state);
  assert.deepEqual(drawn, [undefined, [cart]]);
  assert.equal(model.unpaired(cart.entry), 'never-set');
});
