import { addTo } from '../../maps.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { type Declaration, declarationAt, type Parameter } from '../evaluate/scopes.ts';
import { isExternal, type Module, optionsOf, outsideOfCalls, type Value } from '../evaluate/values.ts';
import { isCall, isFunction, isIdentifier } from '../kinds.ts';
import { isMdx } from '../mdx-components.ts';
import type { Expression, Identifier, ImportDeclaration, Node } from '../nodes.ts';
import { hasCommonNames, isOnTheWay, SINK_NAMES } from '../sinks/table.ts';
import type { Wrappers } from '../wrappers.ts';

/** What something is (a client, a function) takes few steps to see, unlike which texts it holds. */
export const STEPS_TO_SEE_WHAT_IT_IS = 300;

export interface SoughtParts {
  readonly evaluator: Evaluator;
  readonly wrappers: Wrappers;
  /** Whether what is imported under a name (`default`, `*`) comes from a file that holds a wrapper. */
  leadsToWrapper(source: string, imported: string, from: Module): boolean;
}

/** The names of one file that may lead to a sink: of what it imports, and of its variables that hold such a thing. */
export function createSought(module: Module, { evaluator, wrappers, leadsToWrapper }: SoughtParts) {
  const env = outsideOfCalls(module);
  const names = new Set([...SINK_NAMES, ...wrappers.names, ...(isMdx(module.file) ? ['img'] : [])]);
  /** Local names of constants that mark a sink. */
  const constants = new Set<string>();
  /** Variables that lead to a sink, by their names: another variable that is called so means nothing. */
  const variables = new Map<string, Set<Declaration>>();
  /** Names of those that are still to be looked for. */
  let fresh = new Set<string>();

  return { names, constants, addImported, addDestructured, addVariable, isMeant, mayLead, takeFresh };

  /** The names of the variables that were added since it was asked last. */
  function takeFresh(): ReadonlySet<string> {
    const taken = fresh;
    fresh = new Set();
    return taken;
  }

  /** Local names that an import gives to sinks and wrappers. */
  function addImported(statement: ImportDeclaration): void {
    for (const { imported, local } of statement.specifiers) {
      const sink = SINK_NAMES.has(imported) || hasCommonNames(statement.source);
      const leads = !statement.typeOnly && !names.has(local.name) && leadsToWrapper(statement.source, imported, module);
      if (sink || leads) {
        names.add(local.name);
      }
      if (leads) {
        constants.add(local.name);
      }
    }
  }

  /**
   * Whether a name that stands for itself may lead to a sink. Short names mean something else in each function: most
   * parameters are known to the callers alone, and a function that is written here counts where a wrapper is part of it.
   */
  function isMeant(node: Identifier): boolean {
    const declaration = declarationAt(node);
    if (declaration && variables.get(node.name)?.has(declaration)) {
      return true;
    }
    if (!names.has(node.name)) {
      return false;
    }
    switch (declaration?.kind) {
      case 'parameter':
        return isKnownHere(declaration);
      case 'function':
      case 'class':
        return wrappers.standIn(declaration.node, module);
      case 'variable': {
        const { init } = declaration.declarator;
        return !init || !isFunction(init) || wrappers.standIn(init, module);
      }
      default:
        return true;
    }
  }

  function addDestructured(properties: readonly Node[]): void {
    for (const property of properties) {
      if (property.type === 'PatternProperty' && isIdentifier(property.value)) {
        addVariable(property.value);
      }
    }
  }

  /** Whether what an expression stands for can lead to a sink: most of what is only called like a wrapper cannot. */
  function mayLead(node: Expression): boolean {
    evaluator.refill(STEPS_TO_SEE_WHAT_IT_IS);
    return optionsOf(evaluator.evaluate(node, env)).some(mayLeadToSink);
  }

  /** Looks for a further variable, where what it stands for can lead to a sink. */
  function addVariable(name: Identifier): void {
    const declaration = declarationAt(name);
    if (!declaration || names.has(name.name) || variables.get(name.name)?.has(declaration)) {
      return;
    }
    if (mayLead(name)) {
      addTo(variables, name.name, declaration);
      fresh.add(name.name);
    }
  }
}

/** Whether a parameter has a default, or belongs to a function whose caller stands around it: `load().then((it) => …)`. */
function isKnownHere({ fn, index }: Parameter): boolean {
  return fn.params[index]?.type === 'AssignmentPattern' || isCall(fn.parent);
}

/** Whether calling something or taking members of it may end in a sink or wrapper. */
function mayLeadToSink(value: Value): boolean {
  return isExternal(value) ? isOnTheWay(value.module, value.path) : HOLDERS.has(value.kind);
}

const HOLDERS: ReadonlySet<Value['kind']> = new Set(['function', 'class', 'instance', 'object', 'record', 'namespace']);
