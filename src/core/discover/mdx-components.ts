import { getOrMake } from '../maps.ts';
import type { FileId } from '../model.ts';
import { basename } from '../paths.ts';
import { functionAround } from './evaluate/scopes.ts';
import type { Module } from './evaluate/values.ts';
import { nameOfHolder } from './holders.ts';
import { isCall, isObject } from './kinds.ts';
import type { Expression, Node, Property, SyntaxTree } from './nodes.ts';
import { PICTURE } from './prefilter.ts';
import { keyName, outermost } from './references.ts';
import { namesOf } from './spellings.ts';

/** A component that MDX files are given under a name. */
export interface GivenComponent {
  readonly component: Expression;
  readonly module: Module;
}

/**
 * The components that the MDX files of a project use without an import: those of the map that a provider or a renderer
 * hands to them, `{ img: Picture, Card }`. `img` shows the pictures of Markdown.
 */
export interface MdxComponents {
  /** Notes a property of such a map. */
  add(property: Property, module: Module): void;
  /** What a file is given under a name; nothing for one that is not MDX. */
  find(name: string, file: FileId): readonly GivenComponent[];
  /** How many are known. */
  readonly size: number;
  forget(file: FileId): void;
}

/** `packageOf` names the folder of the package that a file belongs to. */
export function createMdxComponents(packageOf: (file: FileId) => FileId | undefined): MdxComponents {
  const byFile = new Map<FileId, Map<Property, Module>>();

  return {
    add(property, module) {
      getOrMake(byFile, module.file, () => new Map()).set(property, module);
    },
    find(name, file) {
      if (byFile.size === 0 || !isMdx(file)) {
        return [];
      }
      const own = packageOf(file);
      return [...byFile]
        .filter(([giver]) => packageOf(giver) === own)
        .flatMap(([, given]) => [...given])
        .filter(([property]) => keyName(property) === name)
        .map(([{ value }, module]) => ({ component: value, module }));
    },
    get size() {
      return [...byFile.values()].reduce((sum, given) => sum + given.size, 0);
    },
    forget: (file) => byFile.delete(file),
  };
}

export const isMdx = (file: FileId): boolean => file.endsWith('.mdx');

/** How an MDX file spells the component of a property: `img` by the pictures of Markdown. */
export function spelledInMdx(property: Property): string | undefined {
  const name = keyName(property);
  return name === 'img' ? PICTURE : name;
}

/** Packages that show texts of another kind, and are given components too. */
const OTHER_RENDERERS =
  /^(?:react-markdown|markdown-to-jsx|react-notion|@portabletext\/|@prismicio\/|@sanity\/|next-sanity)/;

/**
 * Whether a property stands in a map of components that MDX is given: in what is handed on or kept as `components`, or
 * in something that is named after MDX.
 */
export function isGivenToMdx({ parent: map }: Property, { file, tree }: Module): boolean {
  if (!isObject(map) || rendersOther(tree)) {
    return false;
  }
  const holder = nameAround(map);
  return (
    /components$/i.test(holder ?? '') ||
    [holder ?? '', basename(file), ...namesOfFunctionsAround(map)].some((name) => /mdx/i.test(name))
  );
}

function rendersOther({ program }: SyntaxTree): boolean {
  return program.body.some((each) => each.type === 'ImportDeclaration' && OTHER_RENDERERS.test(each.source));
}

function nameAround(map: Expression): string | undefined {
  // `useMemo(() => …)` is a function around it, `Object.freeze({…})` is none.
  const at = outermost(map, (around) => around.type === 'TSAsExpression' || isCall(around));
  return at.parent?.type === 'JSXAttribute' ? at.parent.name : nameOfHolder(at);
}

function namesOfFunctionsAround(node: Node): string[] {
  const names: string[] = [];
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    names.push(...namesOf(fn));
  }
  return names;
}
