import { wordSet } from '../../word-set.ts';
import { type Application, calledThrough, isRenderedAs } from '../apply/application.ts';
import type { Applications } from '../apply/applications.ts';
import type { Flow } from '../apply/flow.ts';
import type { InnerCall } from '../apply/handed-over.ts';
import { superCallOf } from '../evaluate/classes.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { nameOf } from '../evaluate/names.ts';
import { type Env, isExternal, isFunctionValue, type Module, outsideOfCalls } from '../evaluate/values.ts';
import { isBlock, isCall, isDeclarator, isElement, isIdentifier, isMember } from '../kinds.ts';
import type { CallExpression, ClassNode, Expression, NewExpression, Node } from '../nodes.ts';
import { callAround, dottedName, outermost } from '../references.ts';
import { sinkAt } from '../sinks/table.ts';
import type { Use, Wrappers } from '../wrappers.ts';
import type { createAliases } from './aliases.ts';
import type { createKept } from './kept.ts';
import { type createSought, STEPS_TO_SEE_WHAT_IT_IS } from './sought.ts';

/** What may stand around a call that makes a component: `styled(motion(Image)).attrs({})` and its text. */
const FURTHER: ReadonlySet<Node['type']> = new Set(['CallExpression', 'MemberExpression', 'TaggedTemplateExpression']);
/** Methods of lists that call a function with each element. */
const FOR_EACH = wordSet('forEach map');

export interface UsesParts {
  readonly evaluator: Evaluator;
  readonly wrappers: Wrappers;
  readonly applications: Applications;
  /** The calls inside of functions of what a call of them hands over. */
  handedOver(call: CallExpression | NewExpression, env: Env): readonly InnerCall[];
}

/** What is known of the file in which the uses stand. */
interface File {
  readonly sought: ReturnType<typeof createSought>;
  readonly aliases: ReturnType<typeof createAliases>;
  readonly kept: ReturnType<typeof createKept>;
}

/** Looks at what one file does with something that may lead to a sink: calls it, renders it, hands it on, keeps it. */
export function createUses(module: Module, parts: UsesParts, { sought, aliases, kept }: File) {
  const { evaluator, wrappers, applications } = parts;
  const env = outsideOfCalls(module);
  const applied = new Set<Node>();
  const handedOver = new Set<Node>();

  return { useReference, useComputed, useLoaded, useArgument };

  function useReference(reference: Expression): void {
    const { parent } = reference;
    switch (parent?.type) {
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === reference || calledThrough(parent) === reference) {
          useApplication(parent);
        } else if (sought.mayLead(reference)) {
          useHandedOver(parent);
          if (isCall(parent)) {
            useCallback(reference, parent);
            useMadeOf(parent);
          }
        }
        break;
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'TaggedTemplateExpression':
      case 'TSAsExpression':
      case 'AwaitExpression':
        useReference(parent);
        break;
      case 'JSXAttribute':
        if (isRenderedAs(parent) && isElement(parent.parent)) {
          useApplication(parent.parent);
        }
        break;
      case 'JSXElement':
        if (parent.name === reference) {
          useApplication(parent);
        }
        break;
      case 'VariableDeclarator':
        if (parent.init === reference && isIdentifier(parent.id)) {
          sought.addVariable(parent.id);
        } else if (parent.init === reference && parent.id.type === 'ObjectPattern') {
          sought.addDestructured(parent.id.properties);
        }
        aliases.noteHolder(reference);
        break;
      case 'AssignmentExpression':
        if (parent.right === reference && isIdentifier(parent.left)) {
          sought.addVariable(parent.left);
        }
        aliases.noteHolder(reference);
        break;
      case 'Property':
        aliases.noteHolder(reference);
        if (callAround(parent) && sought.mayLead(reference)) {
          useArgument(parent);
        }
        aliases.noteGiven(parent, module, reference);
        break;
      case 'ClassMember':
      case 'ExportDefaultDeclaration':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        aliases.noteHolder(reference);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        useSubclass(parent);
        break;
      case 'MemberExpression':
        // `cache.tags.revalidate(…)`: the names behind are looked for by themselves; a namespace's are not known.
        if (parent.object === reference && dottedName(parent) !== undefined) {
          useReference(parent);
        }
        break;
      default:
        break;
    }
  }

  /** `cache['revalidateTag']('posts')`. */
  function useComputed(text: Expression): void {
    const { parent } = text;
    if (isMember(parent) && parent.computed && parent.property === text) {
      useReference(parent);
    }
  }

  /** `const Image = dynamic(() => import('next/image'))`, `resolveComponent('NuxtImg')`. */
  function useLoaded(text: Expression): void {
    let at: Node | undefined = text.parent;
    if (isCall(at)) {
      useReference(at);
    } else if (at?.type !== 'ImportExpression') {
      return;
    }
    while (at && !isBlock(at) && !isDeclarator(at)) {
      at = at.parent;
    }
    if (isDeclarator(at) && isIdentifier(at.id)) {
      sought.addVariable(at.id);
    }
  }

  /** Something that reaches a sink may be an argument of a call, or stand in one. */
  function useArgument(node: Node): void {
    const call = callAround(node);
    if (call) {
      useHandedOver(call);
    }
  }

  function useApplication(node: Application): void {
    if (applied.has(node)) {
      return;
    }
    applied.add(node);
    evaluator.refill(STEPS_TO_SEE_WHAT_IT_IS);
    if (applications.mayReach(node, env)) {
      kept.find(node, (inner, layers) => applications.foundAt(node, inner, layers));
    }
    // What it makes may be a wrapper itself: `createFetcher(x)(tags)`, `const get = createFetcher(x)`, `new Cache()`.
    if (!isElement(node)) {
      useReference(node);
    }
  }

  /** `class Posts extends Repository`: what its constructor hands on; without one it is another name for the same. */
  function useSubclass(node: ClassNode): void {
    const call = superCallOf(node);
    if (call) {
      useApplication(call);
    } else if (call === null && node.id) {
      wrappers.addAlias(node.id.name, module, node);
    }
  }

  /** Calls that a function makes of what is handed to it here: `createRevalidator({ revalidateTag })`. */
  function useHandedOver(call: CallExpression | NewExpression): void {
    if (handedOver.has(call)) {
      return;
    }
    handedOver.add(call);
    const beside: Use = {
      place: call,
      found: (at, layers) =>
        parts.handedOver(call, at).flatMap((inner) => applications.foundAt(inner.application, inner.env, layers)),
    };
    evaluator.refill();
    for (const { application, env: inner } of parts.handedOver(call, env)) {
      evaluator.refill();
      const found = applications.foundAt(application, inner).map((each): Flow => ({ ...each, takenOut: true }));
      const use: Use = {
        place: application,
        found: (at, layers) => applications.foundAt(application, at, layers),
      };
      kept.keep(found, use, inner.module, call);
      kept.noteWrappers(found, beside, module); // beside it the tags: `retry(send, options)`
    }
  }

  /** `tags.forEach(revalidateTag)`. */
  function useCallback(callee: Expression, call: CallExpression): void {
    const { callee: method } = call;
    const isEach = isMember(method) && call.arguments[0] === callee && FOR_EACH.has(nameOf(method));
    if (isEach && !applied.has(call)) {
      applied.add(call);
      kept.find(call, (inner) => applications.foundForElements(callee, method.object, inner));
    }
  }

  /** `const Moving = motion(Image)`: what a call makes of a component is one too. */
  function useMadeOf(call: Expression): void {
    const at = outermost(call, ({ type }) => FURTHER.has(type)) as Expression;
    if (isDeclarator(at.parent)) {
      evaluator.refill();
      const made = evaluator.evaluate(at, env);
      if (isFunctionValue(made) || (isExternal(made) && sinkAt(made.module, made.path))) {
        useReference(at);
      }
    }
  }
}
