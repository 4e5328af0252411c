import type { SinkKind } from '../apply/flow.ts';
import { nameOf } from '../evaluate/names.ts';
import { isFunction, isMember, isProperty } from '../kinds.ts';
import type { Expression, Identifier, MemberExpression, Node, SpreadElement } from '../nodes.ts';
import { assignmentTo, callOf } from '../references.ts';
import { type TagOptions, tagsIn } from './tag-options.ts';

const FETCH: SinkKind = { role: 'assign', api: 'fetch next.tags' };

/**
 * The options that the name `next` stands for: `fetch(url, { next: { tags } })`, `options.next = { tags }`,
 * `options.next.tags = tags`, `options.next.tags.push(tag)`. An object of that shape is what Next reads, wherever it is
 * handed to.
 */
export function nextOptionsAt(node: Identifier): readonly TagOptions[] {
  const { parent } = node;
  if (isProperty(parent)) {
    const isKey = parent.key === node || (parent.shorthand && parent.value === node);
    return isKey && !parent.computed && parent.value.type !== 'Broken' ? optionsIn(parent.value, parent) : [];
  }
  const next = isMember(parent) && parent.property === node ? parent : undefined;
  const assignment = assignmentTo(next);
  if (assignment) {
    return optionsIn(assignment.right, assignment);
  }
  const outer = next?.parent;
  return isMember(outer) && outer.object === next && nameOf(outer.property) === 'tags'
    ? addedTo(outer).map((tags) => ({ sink: FETCH, place: tags, tags }))
    : [];
}

function optionsIn(value: Expression, place: Node): readonly TagOptions[] {
  const options = tagsIn(value, place, FETCH);
  return options.tags || !(isFunction(value) || NO_OPTIONS.has(value.type)) ? [options] : [];
}

/** What holds no tags whatever it says: the next steps that a program prints, the name of a page. */
const NO_OPTIONS: ReadonlySet<Expression['type']> = new Set(['ArrayExpression', 'Literal', 'TemplateLiteral']);

/** What is assigned to a member or pushed into it. */
function addedTo(member: MemberExpression): readonly (Expression | SpreadElement)[] {
  const assignment = assignmentTo(member);
  if (assignment) {
    return [assignment.right];
  }
  const outer = member.parent;
  const isPush = isMember(outer) && outer.object === member && nameOf(outer.property) === 'push';
  return (isPush && callOf(outer)?.arguments) || [];
}
