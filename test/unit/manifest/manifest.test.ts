import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isImageFile } from '../../../src/core/images.ts';

/** The parts of package.json that this looks at. */
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when?: string }[];
    readonly authentication: readonly { readonly id: string; readonly label: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly scope?: string; readonly default: unknown; readonly markdownDescription?: string }>
      >;
    };
  };
}

const read = (file: string) => readFileSync(file, 'utf8');
const text = read('package.json');
const { contributes, activationEvents, capabilities, dependencies } = JSON.parse(text) as Manifest;
const nls = JSON.parse(read('package.nls.json')) as Record<string, string>;
const sources = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, read(`src/${file}`)]),
);
const code = [...sources.values()].join('\n');
const ids = contributes.commands.map(({ command }) => command);
const whens = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome].flatMap(
  ({ when }) => when ?? [],
);

describe('the manifest', () => {
  it('offers in the explorer what the code takes for an image', () => {
    const entry = contributes.menus['explorer/context']?.find(({ command }) => command === 'vercelCache.purgeFile');
    const pattern = /resourceExtname =~ \/(.*?)\/i/.exec(entry?.when ?? '')?.[1];
    assert.ok(pattern);
    for (const ending of [
      'png',
      'jpg',
      'JPEG',
      'gif',
      'webp',
      'avif',
      'svg',
      'bmp',
      'ico',
      'tif',
      'tiff',
      'heic',
      'jxl',
    ]) {
      assert.ok(isImageFile(`/a.${ending}`) && new RegExp(pattern, 'i').test(`.${ending}`), ending);
    }
    for (const ending of ['txt', 'ts', 'pngx', 'mp4', 'pdf']) {
      assert.ok(!isImageFile(`/a.${ending}`) && !new RegExp(pattern, 'i').test(`.${ending}`), ending);
    }
  });

  it('has exactly the commands that the code has', () => {
    const handled = [...(sources.get('commands.ts') ?? '').matchAll(/^ {4}'(vercelCache\.\w+)':/gm)].map(
      (match) => match[1],
    );
    assert.deepEqual(handled.sort(), [...ids].sort());
  });

  it('names only commands of its own or of VS Code in menus and welcome texts', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inTexts = Object.values(nls).flatMap((each) =>
      [...each.matchAll(/\(command:([\w.]+)\)/g)].map((m) => m[1] ?? ''),
    );
    const foreign = [...inMenus, ...inTexts].filter((id) => !ids.includes(id));
    assert.deepEqual([...new Set(foreign)].sort(), [
      'vercelCache.targets.focus',
      'vscode.openFolder',
      'workbench.trust.manage',
    ]);
  });

  it('begins every id with vercelCache and shows every command in one category', () => {
    for (const { command, category } of contributes.commands) {
      assert.match(command, /^vercelCache\.[a-zA-Z]+$/);
      assert.equal(category, 'Vercel Cache');
    }
  });

  it('has a text for every placeholder, and no text that nobody uses', () => {
    const used = new Set([...text.matchAll(/%([\w.]+)%/g)].map((match) => match[1] ?? ''));
    assert.deepEqual([...used].sort(), Object.keys(nls).sort());
  });

  it('keeps every command that purges away from restricted workspaces', () => {
    const purging = contributes.commands.filter(({ command }) => /\.(?:purge|dryRun|verify)/.test(command));
    assert.ok(purging.length >= 9);
    for (const { command, enablement } of purging) {
      assert.equal(enablement, 'isWorkspaceTrusted', command);
    }
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
  });

  it('shows what is found or made with a folder only where one is open', () => {
    const needed = new Set(
      contributes.menus.commandPalette
        ?.filter(({ when }) => when?.includes('workbenchState'))
        .map((each) => each.command),
    );
    const shown = [
      ...contributes.viewsWelcome.filter(({ when }) => when !== 'workbenchState == empty'),
      ...(contributes.menus['view/title'] ?? []).filter(({ command }) => needed.has(command)),
    ];
    assert.ok(shown.length > needed.size);
    assert.deepEqual(
      shown.filter(({ when }) => !when?.includes('workbenchState != empty')),
      [],
    );
  });

  it('uses only context keys that the code sets or VS Code has', () => {
    const keys = new Set(
      whens.flatMap((when) => [...when.matchAll(/\bvercelCache\.(?!targets\b)\w+/g)].map((m) => m[0])),
    );
    const declared = new Set(
      [...(sources.get('support/context-keys.ts') ?? '').matchAll(/^ {2}'(vercelCache\.\w+)':/gm)].map(
        (m) => m[1] ?? '',
      ),
    );
    assert.deepEqual([...keys].sort(), [...declared].sort());
  });

  it('asks what kind a row is only in the menus of rows: elsewhere VS Code does not know', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      const asking = items.filter(({ when }) => when?.includes('viewItem')).map(({ command }) => command);
      assert.ok(menu === 'view/item/context' || asking.length === 0, `${menu}: ${asking}`);
    }
  });

  it('keeps commands that need an argument out of the palette', () => {
    const hidden = contributes.menus.commandPalette
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(hidden?.sort(), [
      'vercelCache.copy',
      'vercelCache.openPlace',
      'vercelCache.purgeEntry',
      'vercelCache.purgeFile',
      'vercelCache.purgeSelected',
      'vercelCache.showMore',
    ]);
  });

  it('has at most ten settings, each read by the code, and none that a workspace could hurt with', () => {
    const settings = Object.entries(contributes.configuration.properties);
    assert.ok(settings.length <= 10);
    for (const [name, { scope }] of settings) {
      assert.ok(code.includes(`setting('${name.replace(/^vercelCache\./, '')}'`), `${name} is read nowhere`);
      if (/\.purge\./.test(name)) {
        assert.equal(scope, 'application', name);
      }
    }
  });

  it('declares the account that the code registers', () => {
    const registered = [...code.matchAll(/registerAuthenticationProvider\('(\w+)', '(\w+)'/g)];
    assert.deepEqual(
      registered.map(([, id, label]) => ({ id, label })),
      contributes.authentication,
    );
  });

  it('opens no way to a purge that is not a command', () => {
    assert.doesNotMatch(code, /registerUriHandler|createTerminal|child_process'\)|\beval\(|new Function\(/);
    const programs = [...sources].filter(([, source]) => /\bspawn\(|\bexecFile\(|\bexec\('/.test(source));
    assert.deepEqual(
      programs.map(([file]) => file.replaceAll('\\', '/')),
      ['node/ripgrep.ts'],
    );
  });

  it('runs no script when it is installed, and neither does what ships', () => {
    const own = Object.keys((JSON.parse(text) as { scripts: object }).scripts);
    assert.deepEqual(
      own.filter((name) => /^(?:pre|post)?(?:install|prepare|publish|uninstall)/.test(name)),
      [],
    );
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; hasInstallScript?: boolean; integrity?: string }>;
    };
    const shipped = Object.entries(packages).filter(([name, { dev, optional }]) => name !== '' && !dev && !optional);
    assert.deepEqual(
      shipped.map(([name]) => name.replace('node_modules/', '')).sort(),
      Object.keys(dependencies).sort(),
    );
    for (const [name, { hasInstallScript, integrity }] of shipped) {
      assert.equal(hasInstallScript, undefined, name);
      assert.match(integrity ?? '', /^sha512-/, name);
    }
    for (const version of Object.values(dependencies)) {
      assert.match(version, /^\d+\.\d+\.\d+$/);
    }
  });

  it('is activated by languages that hold tags, and by what VS Code adds for commands, view and account', () => {
    assert.ok(activationEvents.includes('onLanguage:typescript'));
    assert.deepEqual(
      activationEvents.filter((event) => !/^onLanguage:\w+$/.test(event)),
      [],
    );
  });

  it('loads at activation nothing that finds, purges or parses what comes from outside', () => {
    const loaded = new Set(['extension.ts']);
    for (const file of loaded) {
      for (const [, from = ''] of (sources.get(file) ?? '').matchAll(
        /^(?:import|export) (?!type )[^;]*? from '([^']+)';/gm,
      )) {
        loaded.add(from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from);
      }
    }
    assert.ok(loaded.size > 5, [...loaded].join(', '));
    const heavy = [...loaded].filter((file) => /zod|ignore|discovery|parse|commands|purg|parts|client/.test(file));
    assert.deepEqual(heavy, []);
  });

  it('reads no setting that is not declared, with the default that is declared', () => {
    const reads = [...code.matchAll(/\bsetting\('([\w.]+)', ([^,)]+)/g)];
    assert.ok(reads.length > 0);
    for (const [, name, fallback] of reads) {
      const declared = contributes.configuration.properties[`vercelCache.${name}`];
      assert.deepEqual(JSON.stringify(declared?.default), fallback?.replaceAll("'", '"'), name);
    }
  });

  it('is told by the README: every setting with its default and its words, every package that ships', () => {
    const rows = [...read('README.md').matchAll(/^\| `([\w.]+)` (?:\([^|]*\) )?\| (?:`([^`|]*)` \| )?(.*) \|$/gm)];
    const settings = Object.entries(contributes.configuration.properties).map(
      ([name, { default: value, markdownDescription }]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
        nls[markdownDescription?.replaceAll('%', '') ?? ''],
      ],
    );
    const told = rows.filter(([, name]) => name?.startsWith('vercelCache.')).map(([, ...cells]) => cells);
    assert.deepEqual(told, settings);
    const packages = rows
      .filter(([, name, fallback]) => fallback === undefined && !name?.includes('.'))
      .map(([, name]) => name);
    assert.deepEqual(packages.sort(), Object.keys(dependencies).sort());
  });

  it('has in the README no row of what is understood, and of what is not, without a test', () => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => /^\|.*\| (?:`[\w/-]+`(?:, )?)+ \|$/.test(line));
    assert.ok(rows.length > 20, `${rows.length} rows`);
    for (const row of rows) {
      for (const [, name] of row.slice(row.lastIndexOf(' | ')).matchAll(/`([\w/-]+)`/g)) {
        assert.ok(
          ['', '.test.ts'].some((end) => existsSync(`test/unit/${name}${end}`)),
          `${name} in ${row}`,
        );
      }
    }
  });
});
