import { isMember } from '../kinds.ts';
import type { Expression, SyntaxTree } from '../nodes.ts';
import { assignmentTo } from '../references.ts';

/** What a file assigns to members of this name (`x.name = …`), of the objects that are meant. */
export function assignedTo(name: string, tree: SyntaxTree, isMeant: (object: Expression) => boolean): Expression[] {
  return tree.identifiers(new Set([name])).flatMap((key) => {
    const { parent: member } = key;
    const assignment = assignmentTo(member);
    return assignment && isMember(member) && member.property === key && isMeant(member.object)
      ? [assignment.right]
      : [];
  });
}
