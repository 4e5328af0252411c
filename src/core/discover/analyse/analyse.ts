import { type Flow, reaching } from '../apply/flow.ts';
import type { Collector } from '../collect/collector.ts';
import { type Env, isText, type Module, outsideOfCalls } from '../evaluate/values.ts';
import { isIdentifier, isProperty } from '../kinds.ts';
import type { Identifier, Literal, Node, TemplateLiteral } from '../nodes.ts';
import { keyName, referenceAt } from '../references.ts';
import { SHAPES } from '../sinks/shapes.ts';
import { hasCommonNames } from '../sinks/table.ts';
import type { TagOptions } from '../sinks/tag-options.ts';
import type { Steps } from '../steps.ts';
import { type AliasParts, createAliases } from './aliases.ts';
import { type Analysis, createKept } from './kept.ts';
import { createMarkers, mayMark } from './markers.ts';
import { createSought, type SoughtParts } from './sought.ts';
import { createUses, type UsesParts } from './uses.ts';

const MOST_ALIAS_ROUNDS = 3;

export interface AnalysisParts extends SoughtParts, AliasParts, UsesParts {
  readonly collector: Collector;
}

/** Finds all that reaches a sink in one file, and notes the wrappers that the file holds. A step is one name or text. */
export function* analyse(module: Module, parts: AnalysisParts): Steps<Analysis> {
  const { evaluator, collector, wrappers } = parts;
  const { tree, file } = module;
  const env = outsideOfCalls(module);
  const sought = createSought(module, parts);
  const aliases = createAliases(module, parts);
  const kept = createKept(module, parts, (fn, holder) => {
    uses.useArgument(fn);
    if (isProperty(fn.parent)) {
      aliases.noteGiven(fn.parent, holder);
    }
  });
  const uses = createUses(module, parts, { sought, aliases, kept });
  const markers = createMarkers({
    env,
    evaluator,
    collector,
    find: kept.find,
    addConstant: (name, marker) => wrappers.addConstant(name, module, marker),
  });

  for (const statement of tree.program.body) {
    if (statement.type === 'ImportDeclaration') {
      sought.addImported(statement);
      yield;
    }
  }
  for (const statement of tree.program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      aliases.noteRenamed(statement, sought.names);
    }
  }
  yield* useTexts();
  yield* useNames();
  yield* useConstants();
  return kept.analysis;

  function* useTexts(): Steps<void> {
    for (const text of tree.strings((each) => mayMark(each) || sought.names.has(each) || hasCommonNames(each))) {
      if (piecesOf(text).some(mayMark)) {
        markers.use(text);
      }
      uses.useComputed(text);
      uses.useLoaded(text);
      yield;
    }
  }

  /** The names that are sought, and in further rounds those that they turn out to have besides. */
  function* useNames(): Steps<void> {
    let names: ReadonlySet<string> = new Set([...sought.names, ...SHAPES.keys()]);
    for (let round = 0; round < MOST_ALIAS_ROUNDS && names.size > 0; round++) {
      for (const node of tree.identifiers(names)) {
        if (isIdentifier(node)) {
          useName(node);
        }
        yield;
      }
      names = sought.takeFresh();
    }
  }

  function* useConstants(): Steps<void> {
    for (const node of tree.identifiers(new Set([...sought.constants, ...wrappers.constantNamesIn(module)]))) {
      const isKey = isProperty(node.parent) && node.parent.computed;
      const reference = isIdentifier(node) ? (isKey ? node : referenceAt(node)) : undefined;
      if (reference) {
        markers.useConstant(reference);
        yield;
      }
    }
  }

  function useName(node: Identifier): void {
    for (const options of SHAPES.get(node.name)?.(node, file) ?? []) {
      useOptions(options);
    }
    const { parent } = node;
    if (parent?.type === 'PatternProperty' && parent.key === node) {
      sought.addDestructured([parent]);
    }
    const reference = referenceAt(node);
    if (reference && (reference === node ? sought.isMeant(node) : sought.names.has(node.name))) {
      uses.useReference(reference);
    }
  }

  function useOptions({ tags, whole, place, sink }: TagOptions): void {
    if (tags) {
      kept.find(place, (inner) => collector.collect(tags, inner).map(reaching(sink)));
    } else {
      const found = (inner: Env) => collector.collectPath({ node: whole, env: inner }, ['tags']).map(reaching(sink));
      evaluator.refill();
      kept.keep(found(env).map(onlyKnown), { place, found });
    }
  }
}

/** What options hold that are not written here counts where it is known: they may be somebody else's. */
function onlyKnown({ leaf, sink }: Flow): Flow {
  const isMeant = isText(leaf.value) || isWrittenTag(leaf.node);
  return { leaf: { ...leaf, implicit: leaf.implicit || !isMeant }, sink };
}

/** `...(tags ? { tags } : {})` */
function isWrittenTag({ parent }: Node): boolean {
  return isProperty(parent) ? keyName(parent) === 'tags' : parent !== undefined && isWrittenTag(parent);
}

function piecesOf(text: Literal | TemplateLiteral): readonly string[] {
  return text.type === 'TemplateLiteral' ? text.quasis : [String(text.value)];
}
