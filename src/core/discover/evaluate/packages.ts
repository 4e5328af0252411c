import { wordSet } from '../../word-set.ts';
import type { Context } from './context.ts';
import { elementsOf } from './elements.ts';
import {
  type Argument,
  type ExternalValue,
  either,
  exactText,
  isExternal,
  isUnknown,
  list,
  mapOptions,
  optionsOf,
  type Value,
} from './values.ts';

/** What a function of a package does with the first that it is given. */
type Doing =
  /** Hands on the function that it is given. */
  | 'hand-on'
  /** Makes a component out of a component, and hands its properties on to it. */
  | 'make-component'
  /** Calls it, and yields what that yields, or loads. */
  | 'call'
  /** Puts a box around it, which in a template is the value itself, or opens one. */
  | 'box'
  /** Takes one of what it is given. */
  | 'choose'
  /** Names a component that is known everywhere. */
  | 'by-name';

type Functions = { readonly [D in Doing]?: readonly string[] };
const MOTION: Functions = { 'make-component': ['motion', 'motion.create'] };
const STYLED: Functions = { 'make-component': ['styled', 'default'] };
const VUE: Functions = {
  call: ['computed'],
  box: ['ref', 'shallowRef', 'unref', 'toValue'],
  'by-name': ['resolveComponent'],
};

/** What is known of packages, '' for globals: a name that is added here is understood everywhere. */
const PACKAGES: Readonly<Record<string, Functions>> = {
  '': VUE,
  '@chakra-ui/react': { 'make-component': ['chakra'], choose: ['useColorModeValue'] },
  '@emotion/styled': STYLED,
  '@mui/material': STYLED,
  '@mui/material/styles': STYLED,
  '@mui/system': STYLED,
  '@stitches/react': { 'make-component': ['styled', 'createStitches.().styled'] },
  'framer-motion': MOTION,
  'motion-v': MOTION,
  'motion/react': MOTION,
  'next/cache': { 'hand-on': ['unstable_cache'] },
  'next/dynamic': { call: ['default'] },
  react: {
    'hand-on': ['cache', 'forwardRef', 'useCallback'],
    'make-component': ['memo'],
    call: ['useMemo', 'lazy'],
    box: ['use'],
  },
  'styled-components': STYLED,
  vue: VUE,
};
const DOINGS: ReadonlyMap<string, Doing> = new Map(
  Object.entries(PACKAGES).flatMap(([module, functions]) =>
    Object.entries(functions).flatMap(([doing, names]) =>
      names.map((name) => [`${module} ${name}`, doing as Doing] as const),
    ),
  ),
);

/** Calls a function of a well-known package; `undefined` where it is not understood. */
export function callPackage(callee: ExternalValue, written: readonly Argument[], context: Context): Value | undefined {
  const doing = doingOf(callee);
  const first = doing && written[0] && context.valueOfArgument(written[0]);
  switch (doing) {
    case 'hand-on':
    case 'make-component':
      return handedOn(first, doing === 'make-component');
    case 'call':
      return first && loaded(context.apply(first, []), context);
    case 'box':
      return first;
    case 'choose':
      return either(written.map(context.valueOfArgument));
    case 'by-name':
      return first && { kind: 'external', module: '', path: [exactText(first) ?? ''] };
    default:
      return keptElements(callee, written, context);
  }
}

function doingOf({ module, path }: ExternalValue): Doing | undefined {
  const [whole, ...behind] = path;
  const name = (whole === 'default' && behind.length > 0 ? behind : path).join('.'); // `React.memo`
  return DOINGS.get(`${module} ${name}`);
}

export function makesComponents(callee: Value): boolean {
  return isExternal(callee) && doingOf(callee) === 'make-component';
}

function handedOn(value: Value | undefined, isComponent: boolean): Value | undefined {
  const isKnown = ({ kind }: Value) => kind === 'function' || kind === 'class' || (isComponent && kind === 'external');
  return value && optionsOf(value).some(isKnown) ? value : undefined;
}

/** `() => import('./card')` loads a module: its default export is meant. */
function loaded(value: Value, context: Context): Value {
  return mapOptions(value, (option) =>
    option.kind === 'namespace' || (isExternal(option) && option.path.length === 0)
      ? context.member(option, 'default')
      : option,
  );
}

/** Packages of small functions, and those of their functions that keep the elements of the lists that they are given. */
const LIST_PACKAGES = /^(?:lodash|lodash-es|underscore|es-toolkit|remeda|radash|ramda)(?:[/.]|$)/;
const LIST_KEEPING = wordSet('uniq unique compact sift flatten flat union concat');
/** The same for those that are given how to do it beside the list. */
const LIST_ORDERING = wordSet('chunk shuffle sortBy orderBy uniqBy take takeRight sampleSize sort');

/** `uniq(tags)`, `_.compact(tags)`, `chunk(tags, 16)`, `import uniq from 'lodash/uniq'`. */
function keptElements(
  { module, path }: ExternalValue,
  written: readonly Argument[],
  context: Context,
): Value | undefined {
  const last = path.at(-1);
  const name = last === 'default' ? module.split(/[/.]/).at(-1) : last;
  const isOrdering = LIST_ORDERING.has(name ?? '');
  if (!LIST_PACKAGES.test(module) || !(isOrdering || LIST_KEEPING.has(name ?? '')) || written.length === 0) {
    return undefined;
  }
  const given = written.slice(0, isOrdering ? 1 : undefined).map(context.valueOfArgument);
  const lists = given.map(elementsOf);
  if (!lists.every((items) => items !== undefined)) {
    return given.find(isUnknown);
  }
  const kept = list(lists.flat().flatMap((item) => elementsOf(item) ?? [item]));
  return name === 'chunk' ? list([kept]) : kept; // as if it were one
}
