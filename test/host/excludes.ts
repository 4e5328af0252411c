import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FileFindings } from '../../src/core/model.ts';
import { createDiskRun } from '../../src/node/disk-run.ts';
import { findRipgrep } from '../../src/node/ripgrep.ts';
import { excludedGlobs } from '../../src/workspace/excludes.ts';
import { workspaceRoots } from '../../src/workspace/files.ts';
import { virtualRun } from '../../src/workspace/virtual-run.ts';
import { listVirtually } from '../../src/workspace/virtual-search.ts';

/** The three ways to find the files of a workspace: ripgrep, walking, and VS Code's own search. */

const HOLDS = `import { cacheTag } from 'next/cache';\ncacheTag('held');\n`;
const BELOW = 'excluding';
const SHOWN = ['.github/run.ts', 'kept.ts', 'sub/kept.ts', 'sub/x.gen.ts'];
const HIDDEN = [
  'by-files-exclude.ts',
  'by-search-exclude/deep/a.ts',
  'by-scan-exclude.ts',
  'ignored/a.ts',
  'x.gen.ts',
  'sub/ignored-below.ts',
  'node_modules/p/index.ts',
  '.next/server.ts',
];
const OTHERS = {
  '.gitignore': 'ignored/\n*.gen.ts\n',
  'sub/.gitignore': 'ignored-below.ts\n!x.gen.ts\n',
};
const SETTINGS: Readonly<Record<string, unknown>> = {
  'files.exclude': { '**/by-files-exclude.ts': true, '**/kept.ts': false },
  'search.exclude': { [`${BELOW}/by-search-exclude`]: true },
  'vercelCache.scan.exclude': ['**/by-scan-*'],
};

const never = new AbortController().signal;
const onFailure = (file: string, error: unknown) => assert.fail(`${file}: ${error}`);

export function registerExcludeTests(): void {
  describe('what is left out of a scan', () => {
    const root = () => workspaceRoots()[0] ?? '';
    const uriOf = (file: string) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      return vscode.Uri.joinPath(folder.uri, BELOW, file);
    };

    before(async () => {
      const files = { ...Object.fromEntries([...SHOWN, ...HIDDEN].map((file) => [file, HOLDS])), ...OTHERS };
      for (const [file, text] of Object.entries(files)) {
        await vscode.workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
      }
      await change(SETTINGS);
    });
    after(async () => {
      await change(Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, undefined])));
      await vscode.workspace.fs.delete(uriOf('.'), { recursive: true });
    });

    const ripgrep = findRipgrep(vscode.env.appRoot);
    const onDisk = (program: string | undefined) =>
      createDiskRun({
        roots: [root()],
        excluded: excludedGlobs([root()]),
        ripgrep: program,
        unsaved: new Map(),
        onFailure,
      }).findings(never);
    const ways: Readonly<Record<string, () => AsyncIterable<FileFindings>>> = {
      'by ripgrep': () => onDisk(ripgrep ?? assert.fail('VS Code has no ripgrep')),
      'by walking': () => onDisk(undefined),
      'by the search of VS Code': () => virtualRun(onFailure).findings(never),
    };
    for (const [way, findings] of Object.entries(ways)) {
      it(`is the same ${way}`, async () => {
        const found = new Set<string>();
        for await (const { file, occurrences } of findings()) {
          if (file.startsWith(`${root()}/${BELOW}/`) && occurrences.length > 0) {
            found.add(file.slice(root().length + BELOW.length + 2));
          }
        }
        assert.deepEqual([...found].sort(), SHOWN);
      });
    }
  });

  it('a file system that VS Code cannot search is listed folder by folder', async () => {
    const folders: Readonly<Record<string, [string, vscode.FileType][]>> = {
      '/': [
        ['a.ts', vscode.FileType.File],
        ['lib', vscode.FileType.Directory],
        ['node_modules', vscode.FileType.Directory],
        ['closed', vscode.FileType.Directory],
      ],
      '/lib': [['b.ts', vscode.FileType.File]],
      '/node_modules': [['c.ts', vscode.FileType.File]],
    };
    const no = () => assert.fail('nothing else is asked');
    const registered = vscode.workspace.registerFileSystemProvider('unsearched', {
      onDidChangeFile: () => ({ dispose: () => undefined }),
      watch: () => ({ dispose: () => undefined }),
      readDirectory: (uri) =>
        folders[uri.path.replace(/^\/web(?=\/|$)/, '') || '/'] ??
        Promise.reject(vscode.FileSystemError.NoPermissions(uri)),
      stat: no,
      readFile: no,
      writeFile: no,
      createDirectory: no,
      delete: no,
      rename: no,
    });
    const listings = await Promise.all(
      ['unsearched:/web', 'unsearched:/'].map((root) => listVirtually(vscode.Uri.parse(root), 100)),
    );
    registered.dispose();
    assert.deepEqual(
      listings.map(({ files, isCapped }) => [files, isCapped]),
      [
        [['unsearched:///web/a.ts', 'unsearched:///web/lib/b.ts'], false],
        [['unsearched:///a.ts', 'unsearched:///lib/b.ts'], false],
      ],
    );
  });
}

async function change(settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
  }
}
