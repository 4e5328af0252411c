// npm run check: types, lint and format. Installs what it needs, as every script does.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
await ensureInstalled();
for (const [tool, ...args] of [
  ['tsc', '--noEmit'],
  ['biome', 'check', '.'],
]) {
  const windows = process.platform === 'win32';
  const program = path.join(root, 'node_modules/.bin', tool + (windows ? '.cmd' : ''));
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: windows });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
