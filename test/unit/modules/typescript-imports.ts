import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { createPackages } from '../../../src/core/discover/modules/packages.ts';
import { createResolver } from '../../../src/core/discover/modules/resolver.ts';
import type { FileId } from '../../../src/core/model.ts';
import { createDiskHost } from '../../../src/node/disk-host.ts';

/** An import that TypeScript and the project's resolver follow to different files. */
export interface ImportDifference {
  readonly from: FileId;
  readonly specifier: string;
  readonly expected: FileId;
  readonly actual: string;
}

export interface ImportComparison {
  /** Imports that TypeScript follows to a source file of the folder. */
  readonly internal: number;
  readonly differences: readonly ImportDifference[];
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.(?:.+\.)?[cm]?ts$/;

/**
 * Follows every import of the files as TypeScript does and as the project does. Workspace packages need no
 * node_modules: TypeScript is shown a link to each of them. What it resolves to a declaration, to a package or not at
 * all is not compared.
 */
export function compareImports(root: FileId, files: readonly FileId[]): ImportComparison {
  const disk = createDiskHost({ roots: [root] });
  const resolver = createResolver(disk);
  const follow = createTypeScriptResolver(root, createPackages(disk).folderOf);
  const differences: ImportDifference[] = [];
  let internal = 0;
  for (const from of files) {
    for (const specifier of specifiersOf(from)) {
      const expected = follow(specifier, from);
      if (expected !== undefined) {
        internal++;
        const found = resolver.resolve(specifier, from);
        if (found.kind !== 'file' || found.file !== expected) {
          const actual = found.kind === 'file' ? found.file : found.kind;
          differences.push({ from, specifier, expected, actual });
        }
      }
    }
  }
  return { internal, differences };
}

export const isSource = (file: string): boolean => SOURCE.test(file) && !DECLARATION.test(file);

function specifiersOf(file: FileId): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return [...new Set(importedFiles.map((each) => each.fileName))];
}

type FolderOf = (name: string, from: FileId) => FileId | undefined;

function createTypeScriptResolver(root: FileId, folderOf: FolderOf) {
  const optionsByFolder = new Map<string, ts.CompilerOptions>();
  const linked = (file: string): string => {
    const [, folder = '', name = '', rest = ''] =
      /^(.*?)\/node_modules\/((?:@[^/]+\/)?[^/@][^/]*)(.*)$/.exec(file) ?? [];
    const target = name === '' ? undefined : folderOf(name, `${folder}/x`);
    return target === undefined ? file : target + rest;
  };
  const host: ts.ModuleResolutionHost = {
    fileExists: (file) => ts.sys.fileExists(linked(file)),
    readFile: (file) => ts.sys.readFile(linked(file)),
    // A folder of links stands wherever TypeScript looks for one.
    directoryExists: (folder) => /\/node_modules(?:\/@[^/]+)?$/.test(folder) || ts.sys.directoryExists(linked(folder)),
    realpath: (file) => ts.sys.realpath?.(linked(file)) ?? linked(file),
  };
  return (specifier: string, from: FileId): FileId | undefined => {
    const options = optionsFor(from, root, optionsByFolder);
    const mode = options.moduleResolution === ts.ModuleResolutionKind.Bundler ? ts.ModuleKind.ESNext : undefined;
    const { resolvedModule } = ts.resolveModuleName(specifier, from, options, host, undefined, undefined, mode);
    const file = resolvedModule?.resolvedFileName;
    const isInternal = file?.startsWith(`${root}/`) && !file.includes('/node_modules/') && isSource(file);
    return isInternal ? file : undefined;
  };
}

function optionsFor(from: FileId, root: FileId, byFolder: Map<string, ts.CompilerOptions>): ts.CompilerOptions {
  const folder = path.posix.dirname(from);
  let options = byFolder.get(folder);
  if (!options) {
    const config =
      ts.findConfigFile(folder, ts.sys.fileExists) ?? ts.findConfigFile(folder, ts.sys.fileExists, 'jsconfig.json');
    const read: ts.CompilerOptions = config?.startsWith(`${root}/`) ? readConfig(config, from) : {};
    options = {
      ...read,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      // Next's bundlers know this condition, TypeScript has to be told.
      customConditions: [...(read.customConditions ?? []), 'next-js'],
      allowJs: true,
      resolveJsonModule: false,
    };
    byFolder.set(folder, options);
  }
  return options;
}

/** The options of a config, or of the referenced one that includes the file where the config is only a solution. */
function readConfig(config: string, from: FileId): ts.CompilerOptions {
  const { projectReferences = [], ...own } = parseConfig(config, projectFiles(config));
  if (own.fileNames.includes(from) || projectReferences.length === 0) {
    return own.options;
  }
  for (const reference of projectReferences) {
    const referenced = ts.resolveProjectReferencePath(reference);
    const parsed = ts.sys.fileExists(referenced) ? parseConfig(referenced, ts.sys.readDirectory) : undefined;
    if (parsed?.fileNames.includes(from)) {
      return parsed.options;
    }
  }
  return own.options;
}

function projectFiles(config: string): typeof ts.sys.readDirectory {
  const text = ts.sys.readFile(config) ?? '';
  return text.includes('"references"') ? ts.sys.readDirectory : () => [];
}

function parseConfig(config: string, readDirectory: typeof ts.sys.readDirectory): ts.ParsedCommandLine {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(json, { ...ts.sys, readDirectory }, path.posix.dirname(config));
}
