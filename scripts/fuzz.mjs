// npm run fuzz -- DIR… [--minutes N] [--seed N] [--show N]
// For half of the time damages real files from below the folders, and finds tags and images in them as the extension
// does: an exception, a tree or an occurrence that is not inside of the text, a file that takes more than 100 ms is a
// failure, and kept in out/fuzz. For the other half edits files of copies of the folders, each a workspace, as somebody
// would: what live updates show has to be what a fresh scan does. The exit code is 1 after a failure.
import { parseArgs } from 'node:util';
import { editFolders } from './fuzz/edits.mjs';
import { damageTexts } from './fuzz/texts.mjs';

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    show: { type: 'string', default: '20' },
  },
});
if (folders.length === 0) {
  console.error('usage: npm run fuzz -- DIR… [--minutes N] [--seed N] [--show N]');
  process.exit(2);
}
const options = { minutes: Number(values.minutes) / 2, seed: Number(values.seed), show: Number(values.show) };
const results = [damageTexts(folders, options), await editFolders(folders, options)];
process.exitCode = results.every(Boolean) ? 0 : 1;
