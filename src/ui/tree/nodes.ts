import type { Place, ProjectKey, TargetEntry } from '../../core/index/entries.ts';
import type { Role } from '../../core/model.ts';

export type GroupKind = 'tags' | 'images' | 'unknown';

/** One row of the tree. The objects live as long as what they stand for, so that an open menu still means something. */
export type TreeNode = ProjectNode | GroupNode | TargetNode | RoleNode | PlaceNode | MoreNode;

export interface ProjectNode {
  readonly type: 'project';
  readonly id: string;
  readonly project: ProjectKey;
}

export interface GroupNode {
  readonly type: 'group';
  readonly id: string;
  readonly parent: ProjectNode | undefined;
  readonly group: GroupKind;
}

export interface TargetNode {
  readonly type: 'target';
  readonly id: string;
  readonly parent: GroupNode;
  readonly entry: TargetEntry;
}

/** The places of a tag that is both set and purged, apart. */
export interface RoleNode {
  readonly type: 'role';
  readonly id: string;
  readonly parent: TargetNode;
  readonly role: Role;
}

export interface PlaceNode {
  readonly type: 'place';
  readonly id: string;
  readonly parent: TargetNode | RoleNode;
  /** Replaced when the place moves in its file; the row stays. */
  place: Place;
}

/** Stands below the first rows of many, for those that are not shown. */
export interface MoreNode {
  readonly type: 'more';
  readonly id: string;
  readonly parent: GroupNode | TargetNode | RoleNode;
}

export function groupOf(entry: TargetEntry): GroupKind {
  if (entry.value.certainty === 'unknown') {
    return 'unknown';
  }
  return entry.kind === 'tag' ? 'tags' : 'images';
}

/** Whether what a handler was given is a row of the tree. */
export function isTreeNode(value: unknown): value is TreeNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'id' in value &&
    ['project', 'group', 'target', 'role', 'place', 'more'].includes(String(value.type))
  );
}

/** The targets that rows stand for or below, each once; a row may be older than the list that holds them. */
export function entriesOf(nodes: readonly TreeNode[]): TargetEntry[] {
  const entries = nodes.flatMap((node) => {
    switch (node.type) {
      case 'target':
        return node.entry;
      case 'place':
        return node.place.entry;
      case 'role':
        return node.parent.entry;
      default:
        return [];
    }
  });
  return [...new Set(entries)].filter(({ places }) => places.length > 0);
}

export function placesOf(node: TargetNode | RoleNode): readonly Place[] {
  return node.type === 'target'
    ? node.entry.places
    : node.parent.entry.places.filter((place) => place.role === node.role);
}

/** The place that a click on a row opens: its own, or the first one that sets the tag. */
export function placeOf(node: TargetNode | PlaceNode): Place | undefined {
  if (node.type === 'place') {
    return node.place;
  }
  const { places } = node.entry;
  return places.find((place) => place.role !== 'invalidate') ?? places[0];
}
