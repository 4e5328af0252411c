import { given } from '../../given.ts';
import { isString } from '../../text-parts.ts';
import type { Flow } from '../apply/flow.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { classOf, isWithin } from '../evaluate/function-name.ts';
import { declarationAt, isParameter } from '../evaluate/scopes.ts';
import { isText, isUnknown, type Module, outsideOfCalls, type Value } from '../evaluate/values.ts';
import { isIdentifier } from '../kinds.ts';
import type { FunctionNode, Node } from '../nodes.ts';
import type { Use, Wrappers } from '../wrappers.ts';

/** What one file makes known. */
export interface Analysis {
  /** What reaches a sink at a place of this file. */
  readonly here: readonly Flow[];
  /** What this file hands to components of other files, which show it there. */
  readonly elsewhere: readonly Flow[];
}

export interface KeptParts {
  readonly evaluator: Evaluator;
  readonly wrappers: Wrappers;
}

/** Keeps what one file makes known; `onWrapper` is told of each function that proves to be a wrapper, and its module. */
export function createKept(
  module: Module,
  { evaluator, wrappers }: KeptParts,
  onWrapper: (fn: FunctionNode, holder: Module) => void,
) {
  const here: Flow[] = [];
  const elsewhere: Flow[] = [];
  const analysis: Analysis = { here, elsewhere };

  return { analysis, find, keep, noteWrappers };

  /** Asks what reaches a sink at a place, here and wherever a caller tells more. */
  function find(place: Node, found: Use['found']): void {
    evaluator.refill();
    keep(found(outsideOfCalls(module), 0), { place, found });
  }

  /** Keeps what was found in this file for a use, which stands in `holder` and is due to `place`. */
  function keep(all: readonly Flow[], use: Use, holder: Module = module, place: Node = use.place): void {
    noteWrappers(all, use, holder);
    for (const each of all) {
      const handed = handedAt(each, use.place);
      const hidden =
        each.leaf.implicit || isHandedOn(each) || (each.via !== undefined && !isPartlyKnown(each.leaf.value));
      if (!hidden && each.leaf.module === module) {
        here.push({ ...each, ...given({ handed }) });
      } else if (!hidden && each.takenOut) {
        elsewhere.push(each);
      } else if (handed === 'in') {
        here.push({ ...each, handed, leaf: { ...each.leaf, module, node: place } });
      }
    }
  }

  /** The functions around a use on whose parameters it depends what reaches the sink. */
  function noteWrappers(all: readonly Flow[], use: Use, holder: Module): void {
    for (const fn of all.flatMap(openParamsOf)) {
      if (isWithin(use.place, fn)) {
        wrappers.add(fn, holder, use, all.length);
        if (holder !== module) {
          wrappers.addSeenFrom(holder.file, module.file);
        }
        onWrapper(fn, holder);
      }
    }
  }
}

/** A parameter that only goes on to a wrapper writes no tag, also where its type names the texts that it may be. */
function isHandedOn({ via, leaf: { node, value } }: Flow): boolean {
  return (
    via !== undefined &&
    isText(value) &&
    value.params.length > 0 &&
    isIdentifier(node) &&
    isParameter(declarationAt(node))
  );
}

/** What nobody knows is one place, in the wrapper, whoever hands it on. */
function isPartlyKnown(value: Value): boolean {
  return isText(value) ? value.parts.some(isString) : value.kind === 'asset';
}

/** Whether an unknown tag is handed on by a wrapper around its place, or handed in to one by a call that is in none. */
function handedAt(found: Flow, place: Node): Flow['handed'] {
  const { via, sink, leaf } = found;
  if (sink.role === 'image' || leaf.implicit || isText(leaf.value) || leaf.value.kind === 'asset') {
    return undefined;
  }
  const params = openParamsOf(found);
  const isHandedOn = params.length > 0 && params.every((fn) => isWithin(place, fn));
  return isHandedOn ? (via === undefined ? 'on' : undefined) : via === undefined ? undefined : 'in';
}

/** Of what a constructor and the caller of a method put together, the method is given the rest, for each object. */
function openParamsOf({ leaf: { value } }: Flow): readonly FunctionNode[] {
  const params = isText(value) || isUnknown(value) ? value.params : [];
  return params.length > 1 ? params.filter((fn) => !classOf(fn)) : params;
}
