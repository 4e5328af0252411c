import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDiscovery } from '../core/discover/discovery.ts';
import { textOf } from '../core/index/entries.ts';
import { isShown } from '../core/index/workspace-index.ts';
import { messageOf } from '../core/message-of.ts';
import type { FileFindings, Occurrence, Value } from '../core/model.ts';
import { createDiskHost } from './disk-host.ts';
import { Lines } from './lines.ts';
import { findRipgrep } from './ripgrep.ts';
import { DiskScan } from './scan.ts';

const USAGE = `Lists the cache tags and source images of a folder.

  npm run scan -- DIR          a table
  npm run scan -- DIR --json   one JSON array: { file, line, column, kind, api, value, certainty, via?, staticImport?, reason? }
  npm run scan -- DIR --bench  how long it takes, beside the goals

Exit code: 0, also with nothing found; 2 where DIR cannot be read.
`;

interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: Occurrence['role'];
  readonly api: string;
  readonly value: string | null;
  readonly certainty: Value['certainty'];
  readonly via?: string;
  readonly staticImport?: true;
  readonly notOptimized?: Occurrence['notOptimized'];
  readonly reason?: string;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [folder] = positionals;
  if (values.help || folder === undefined) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const root = path.resolve(folder).replaceAll('\\', '/');
  if (!isReadableFolder(root)) {
    process.stderr.write(`Cannot read the folder ${root}\n`);
    return 2;
  }
  const rows = await scan(root);
  await write(values.json ? `${JSON.stringify(rows, null, 1)}\n` : table(rows));
  return 0;
}

async function scan(root: string): Promise<Row[]> {
  const host = createDiskHost({ roots: [root] });
  const discovery = createDiscovery(host, (file, error) => {
    process.stderr.write(`${printable(file)} could not be understood: ${printable(String(error))}\n`);
  });
  const scan = new DiskScan({ roots: [root], host, discovery, ripgrep: findRipgrep(undefined, [root]) });
  const byFile = new Map<string, FileFindings>();
  for await (const findings of scan.findings(new AbortController().signal)) {
    byFile.set(findings.file, findings);
  }
  return [...byFile.keys()].sort().flatMap((file) => {
    const lines = new Lines(host.readText(file) ?? '');
    return (
      byFile
        .get(file)
        ?.occurrences.filter(isShown)
        .map((each) => rowOf(each, file.slice(root.length + 1), lines)) ?? []
    );
  });
}

function rowOf(occurrence: Occurrence, file: string, lines: Lines): Row {
  const { role, api, value, span, via, staticImport, notOptimized } = occurrence;
  return {
    file,
    ...lines.at(span.start),
    kind: role,
    api,
    value: value.certainty === 'unknown' ? null : textOf(value),
    certainty: value.certainty,
    ...(via === undefined ? {} : { via }),
    ...(staticImport ? { staticImport } : {}),
    ...(notOptimized ? { notOptimized } : {}),
    ...(value.certainty === 'unknown' ? { reason: value.reason } : {}),
  };
}

function table(rows: readonly Row[]): string {
  if (rows.length === 0) {
    return 'No cache tags and no source images found.\n';
  }
  const cells = rows.map((row) => [
    row.kind,
    printable(row.value ?? `(${row.reason})`),
    row.via ?? row.api,
    printable(`${row.file}:${row.line}:${row.column}`),
  ]);
  const widths = [0, 1, 2].map((column) => Math.min(48, Math.max(...cells.map((row) => row[column]?.length ?? 0))));
  return `${cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')}\n`;
}

/** Text of a workspace must not steer the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

function isReadableFolder(folder: string): boolean {
  try {
    fs.readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** A pipe takes its time: leaving before it is empty would cut the output. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 2;
  },
);
