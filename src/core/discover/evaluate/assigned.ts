import { isMember } from '../kinds.ts';
import type { Expression, SyntaxTree } from '../nodes.ts';

/** What a file assigns to members of this name (`x.name = …`), of the objects that are meant. */
export function assignedTo(name: string, tree: SyntaxTree, isMeant: (object: Expression) => boolean): Expression[] {
  return tree.identifiers(new Set([name])).flatMap((key) => {
    const { parent: member } = key;
    const assignment = member?.parent;
    return isMember(member) &&
      member.property === key &&
      assignment?.type === 'AssignmentExpression' &&
      assignment.left === member &&
      isMeant(member.object)
      ? [assignment.right]
      : [];
  });
}
