import type { Evaluator } from '../evaluate/context.ts';
import { declarationAt, functionAround } from '../evaluate/scopes.ts';
import { type Module, optionsOf, outsideOfCalls, type Value } from '../evaluate/values.ts';
import { nameOfHolder } from '../holders.ts';
import { isCall, isIdentifier, isLiteral, isMember } from '../kinds.ts';
import { isGivenToMdx, type MdxComponents, spelledInMdx } from '../mdx-components.ts';
import type { ExportNamedDeclaration, Expression, Node, Property } from '../nodes.ts';
import { SINK_NAMES, sinkAt } from '../sinks/table.ts';
import type { Wrappers } from '../wrappers.ts';
import { STEPS_TO_SEE_WHAT_IT_IS } from './sought.ts';

/** That a function returns what another one made is seen at once, or takes working through all that it does. */
const STEPS_FOR_AN_ANSWER = 60;

export interface AliasParts {
  readonly evaluator: Evaluator;
  readonly wrappers: Wrappers;
  readonly mdxComponents: MdxComponents;
}

/** Notes the further names by which one file makes sinks and wrappers known. */
export function createAliases(module: Module, { evaluator, wrappers, mdxComponents }: AliasParts) {
  const env = outsideOfCalls(module);

  return { noteRenamed, noteHolder, noteGiven };

  /** `export { revalidateTag as purge } from 'next/cache'`. */
  function noteRenamed({ specifiers }: ExportNamedDeclaration, names: ReadonlySet<string>): void {
    for (const specifier of specifiers) {
      if (names.has(specifier.local) && !SINK_NAMES.has(specifier.exported)) {
        evaluator.refill();
        noteAlias(specifier.exported, specifier, evaluator.exported(module.file, specifier.exported));
      }
    }
  }

  /**
   * A sink or wrapper that is kept under another name (`const purge = revalidateTag`, `{ purge: revalidateTag }`) is
   * looked for by it, and one that a function returns by the function's name.
   */
  function noteHolder(reference: Expression): void {
    const { parent } = reference;
    const isReturned = parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression';
    if (!isReturned && functionAround(reference) && !isKnownName(reference)) {
      return; // what a function holds for itself nobody else calls by that name
    }
    const name = nameOfHolder(reference);
    if (name === undefined ? parent?.type === 'ExportDefaultDeclaration' : !SINK_NAMES.has(name)) {
      evaluator.refill(isAnswer(reference) ? STEPS_FOR_AN_ANSWER : STEPS_TO_SEE_WHAT_IT_IS);
      noteAlias(name, reference, evaluator.evaluate(reference, env));
    }
  }

  function isKnownName(reference: Expression): boolean {
    const name = isMember(reference) ? reference.property : reference;
    return (
      isIdentifier(name) &&
      (SINK_NAMES.has(name.name) || wrappers.names.has(name.name) || declarationAt(name)?.kind === 'import')
    );
  }

  function noteAlias(name: string | undefined, place: Node, value: Value): void {
    if (optionsOf(value).some(reachesSink)) {
      wrappers.addAlias(name, module, place);
    }
  }

  /** Something that reaches a sink when it, or a member of it, is called. */
  function reachesSink(value: Value): boolean {
    switch (value.kind) {
      case 'external':
        return sinkAt(value.module, value.path) !== undefined;
      case 'function':
      case 'object':
      case 'instance':
      case 'class':
        return wrappers.holds(value.node);
      default:
        return false;
    }
  }

  /**
   * A component of a map is known in the MDX files that are given the map; `reference` is what the map holds, where it
   * still has to be seen whether that reaches a sink.
   */
  function noteGiven(property: Property, holder: Module, reference?: Expression): void {
    const name = isGivenToMdx(property, holder) ? spelledInMdx(property) : undefined;
    if (name !== undefined && (!reference || optionsOf(evaluator.evaluate(reference, env)).some(reachesSink))) {
      mdxComponents.add(property, holder);
      wrappers.addGiven(name, holder, property);
    }
  }
}

/** What a call returns, unless that is a module. */
function isAnswer(node: Expression): boolean {
  const inner = node.type === 'AwaitExpression' ? node.argument : node;
  return isCall(inner) && !isLiteral(inner.arguments[0]);
}
