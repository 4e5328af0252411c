// A Chromium that npm alone provides: CHROMIUM_PATH where it is set, else the one inside @sparticuz/chromium.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const home = path.join(root, '.vscode-test/chromium');

/** The path of a Chromium that runs without system packages. Unpacked once, into a folder of the project's own. */
export async function chromiumPath() {
  if (process.env.CHROMIUM_PATH) {
    return process.env.CHROMIUM_PATH;
  }
  const ready = path.join(home, 'ready');
  if (!existsSync(ready)) {
    // It unpacks into the temporary folder under fixed names and takes what already lies there: two runs at once must
    // not see each other's half-written files.
    mkdirSync(home, { recursive: true });
    const unpacked = mkdtempSync(path.join(home, 'unpack-'));
    await unpackInto(unpacked);
    try {
      renameSync(unpacked, ready);
    } catch {
      rmSync(unpacked, { recursive: true, force: true }); // another run was first
    }
  }
  const libraries = ['al2023/lib', 'al2/lib']
    .map((folder) => path.join(ready, folder))
    .filter((folder) => existsSync(folder));
  process.env.LD_LIBRARY_PATH = [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return path.join(ready, 'chromium');
}

async function unpackInto(folder) {
  const before = { TMPDIR: process.env.TMPDIR, AWS: process.env.AWS_EXECUTION_ENV };
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'; // else it leaves its shared libraries packed
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    restore('TMPDIR', before.TMPDIR);
    restore('AWS_EXECUTION_ENV', before.AWS);
  }
}

function restore(name, value) {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}
