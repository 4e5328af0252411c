import type { Expression, ObjectPattern, Pattern, TypeNode } from '../nodes.ts';
import { keyName } from '../references.ts';

/** A step from a value into what a pattern takes out of it. */
export type Step =
  | { readonly step: 'member'; readonly name: string }
  | { readonly step: 'index'; readonly index: number }
  /** What is left of a list from an index on. */
  | { readonly step: 'rest'; readonly from: number }
  /** What is left of an object beside the members that its pattern names. */
  | { readonly step: 'without'; readonly names: readonly string[] }
  | { readonly step: 'default'; readonly value: Expression };

/**
 * Calls `declare` for each name of a pattern, with the steps that lead to it from the value that is taken apart. What is
 * left over is a step of the pattern around it.
 */
export function bind(
  pattern: Pattern,
  steps: readonly Step[],
  type: TypeNode | undefined,
  declare: (name: string, steps: readonly Step[], type: TypeNode | undefined) => void,
): void {
  switch (pattern.type) {
    case 'Identifier':
      declare(pattern.name, steps, pattern.typeAnnotation ?? type);
      break;
    case 'AssignmentPattern':
      bind(pattern.left, [...steps, { step: 'default', value: pattern.right }], type, declare);
      break;
    case 'RestElement':
      bind(pattern.argument, steps, undefined, declare);
      break;
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (element) {
          const isRest = element.type === 'RestElement';
          bind(
            element,
            [...steps, isRest ? { step: 'rest', from: index } : { step: 'index', index }],
            undefined,
            declare,
          );
        }
      });
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          bind(property, [...steps, { step: 'without', names: namesIn(pattern) }], undefined, declare);
          continue;
        }
        const name = keyName(property);
        if (name !== undefined) {
          const inner = memberType(pattern.typeAnnotation ?? type, name);
          bind(property.value, [...steps, { step: 'member', name }], inner, declare);
        }
      }
      break;
  }
}

function namesIn({ properties }: ObjectPattern): string[] {
  return properties.flatMap((each) => (each.type === 'PatternProperty' ? (keyName(each) ?? []) : []));
}

function memberType(type: TypeNode | undefined, name: string): TypeNode | undefined {
  return type?.type === 'TSTypeLiteral'
    ? type.members.find((member) => member.name === name)?.typeAnnotation
    : undefined;
}
