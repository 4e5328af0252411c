import { type IndexChange, nameOrder, type ProjectKey, type TargetEntry } from '../../core/index/entries.ts';
import { type Unpaired, unpairedTags } from '../../core/index/pairing.ts';
import type { WorkspaceIndex } from '../../core/index/workspace-index.ts';
import { getOrMake } from '../../core/maps.ts';
import type { Role } from '../../core/model.ts';
import { GroupEntries } from './group-entries.ts';
import {
  type GroupKind,
  type GroupNode,
  groupOf,
  type MoreNode,
  type PlaceNode,
  type ProjectNode,
  placesOf,
  type RoleNode,
  type TargetNode,
  type TreeNode,
} from './nodes.ts';

const GROUPS: readonly GroupKind[] = ['tags', 'images', 'unknown'];
const ROLES: readonly Role[] = ['assign', 'invalidate', 'image'];

/** Rows that come below one row, and that come at each wish for more: VS Code takes all of them at every change. */
export const ROWS_AT_ONCE = 2_000;

/**
 * The rows over the index: projects where there are several, groups, targets, roles where there are two, places. Knows
 * no VS Code. A row's id is made of what it stands for and never of a count or a time, and its object is kept.
 */
export class TreeModel {
  readonly #index: WorkspaceIndex;
  readonly #nameOf: (project: ProjectKey) => string;
  readonly #isComplete: () => boolean;
  readonly #nodes = new Map<string, TreeNode>();
  /** How many rows are shown below a row whose first ones were not enough. */
  readonly #limits = new Map<TreeNode, number>();
  /** What rows say by now of tags that lack their other half. */
  #told: ReadonlyMap<TargetEntry, Unpaired> | undefined;
  /** Whether something came since that can be another half, or went. */
  #isStale = true;
  /** How entries are used that have changed already. */
  readonly #uses = new WeakMap<TargetEntry, string>();
  /** What each group of each project holds; none is empty. */
  readonly #groups = new Map<ProjectKey, Map<GroupKind, GroupEntries>>();
  #severalProjects = false;

  /** `nameOf` tells what a project is called, `isComplete` whether the index holds all that the workspace does. */
  constructor(index: WorkspaceIndex, nameOf: (project: ProjectKey) => string, isComplete: () => boolean) {
    this.#index = index;
    this.#nameOf = nameOf;
    this.#isComplete = isComplete;
    for (const entry of index.entries()) {
      this.#add(entry);
    }
    this.#severalProjects = this.#groups.size > 1;
  }

  /** Takes a change of the index; answers with the smallest rows to draw anew, `undefined` where it is all of them. */
  apply({ added, removed, changed }: IndexChange): readonly TreeNode[] | undefined {
    if (removed.length > 0) {
      this.#forget(new Set(removed));
    }
    // No `some`: how each is used has to be noted.
    this.#isStale ||= added.length + removed.length > 0;
    for (const entry of changed) {
      this.#isStale = this.#isUsedAnew(entry) || this.#isStale;
    }
    // No `some`: each entry has to be taken, also where one tells enough.
    const framed = [...removed.map((entry) => this.#remove(entry)), ...added.map((entry) => this.#add(entry))];
    const several = this.#groups.size > 1;
    if (several !== this.#severalProjects) {
      this.#severalProjects = several;
      this.#nodes.clear();
      this.#limits.clear();
    }
    if (framed.includes(true)) {
      return undefined;
    }
    const rows = new Set<TreeNode>([...added, ...removed].map((entry) => this.#groupOf(entry)));
    for (const entry of changed) {
      const row = this.#nodes.get(`target\0${entry.id}`);
      if (row?.type === 'target' && !rows.has(row.parent)) {
        rows.add(row);
      }
    }
    return [...rows];
  }

  /** Whether more than the places have moved. Of what is not known it counts who hands it in. */
  #isUsedAnew(entry: TargetEntry): boolean {
    const uses = [...new Set(entry.places.map(({ role, via }) => `${role} ${via !== undefined}`))].sort().join();
    const before = this.#uses.get(entry);
    this.#uses.set(entry, uses);
    return uses !== before || entry.value.certainty === 'unknown';
  }

  /**
   * Looks again which tags lack their other half, and answers with the rows that said something else of it. May go over
   * all entries: to be called once before many rows are drawn.
   */
  repaired(): readonly TreeNode[] {
    if (!this.#isStale || !this.#isComplete()) {
      return [];
    }
    this.#isStale = false;
    const before = this.#told;
    const after = unpairedTags(this.#index);
    this.#told = after;
    return [...this.#nodes.values()].filter(
      (node) => node.type === 'target' && before?.get(node.entry) !== after.get(node.entry),
    );
  }

  /**
   * Whether a tag lacks its other half, as {@link repaired} last saw it. Nothing is said before all is known, for what it
   * lacks may stand in the next file.
   */
  unpaired(entry: TargetEntry): Unpaired | undefined {
    if (!this.#told && this.#isComplete()) {
      this.#told = unpairedTags(this.#index);
    }
    return this.#told?.get(entry);
  }

  roots(): readonly TreeNode[] {
    if (!this.#severalProjects) {
      return this.#groupNodes(undefined, this.#groups.keys().next().value);
    }
    const compareNames = nameOrder();
    const projects = [...this.#groups.keys()].map((key) => ({ key, name: this.#nameOf(key) }));
    // What belongs to no project comes last.
    projects.sort((a, b) => Number(a.key === '') - Number(b.key === '') || compareNames(a.name, b.name));
    return projects.map(({ key }) => this.#projectNode(key));
  }

  children(node: TreeNode): readonly TreeNode[] {
    switch (node.type) {
      case 'project':
        return this.#groupNodes(node, node.project);
      case 'group': {
        const entries = this.#entriesOf(node);
        const shown = entries?.first(this.#limitOf(node)) ?? [];
        return [...shown.map((entry) => this.#targetNode(entry, node)), ...this.#more(node)];
      }
      case 'target': {
        const roles = ROLES.filter((role) => node.entry.places.some((place) => place.role === role));
        return roles.length > 1 ? roles.map((role) => this.#roleNode(node, role)) : this.#placeNodes(node);
      }
      case 'role':
        return this.#placeNodes(node);
      case 'place':
      case 'more':
        return [];
    }
  }

  /** How many rows there would be below a row if all were shown. */
  count(node: GroupNode | TargetNode | RoleNode): number {
    return node.type === 'group' ? (this.#entriesOf(node)?.size ?? 0) : placesOf(node).length;
  }

  /** How many rows a row stands for that are not shown. */
  hidden({ parent }: MoreNode): number {
    return this.count(parent) - this.#limitOf(parent);
  }

  /** Shows more of the rows that a row stands for; answers with the row to draw anew. */
  showMore({ parent }: MoreNode): TreeNode {
    this.#limits.set(parent, this.#limitOf(parent) + ROWS_AT_ONCE);
    return parent;
  }

  #limitOf(node: TreeNode): number {
    return this.#limits.get(node) ?? ROWS_AT_ONCE;
  }

  #more(parent: MoreNode['parent']): MoreNode[] {
    return this.count(parent) > this.#limitOf(parent)
      ? [this.#keep<MoreNode>({ type: 'more', id: `${parent.id}\0more`, parent })]
      : [];
  }

  #entriesOf({ parent, group }: GroupNode): GroupEntries | undefined {
    const [only] = this.#groups.keys();
    return this.#groups.get(parent?.project ?? only ?? '')?.get(group);
  }

  #groupOf(entry: TargetEntry): GroupNode {
    const parent = this.#severalProjects ? this.#projectNode(entry.project) : undefined;
    return this.#groupNode(parent, groupOf(entry));
  }

  /** Whether it is the first of its group. */
  #add(entry: TargetEntry): boolean {
    const groups = getOrMake(this.#groups, entry.project, () => new Map<GroupKind, GroupEntries>());
    const entries = getOrMake(groups, groupOf(entry), () => new GroupEntries());
    entries.add(entry);
    return entries.size === 1;
  }

  /** Whether it was the last of its group. */
  #remove(entry: TargetEntry): boolean {
    const groups = this.#groups.get(entry.project);
    const entries = groups?.get(groupOf(entry));
    entries?.delete(entry);
    if (entries?.size !== 0) {
      return false;
    }
    groups?.delete(groupOf(entry));
    if (groups?.size === 0) {
      this.#groups.delete(entry.project);
    }
    return true;
  }

  #groupNodes(parent: ProjectNode | undefined, project: ProjectKey | undefined): readonly GroupNode[] {
    const groups = this.#groups.get(project ?? '');
    return GROUPS.filter((group) => groups?.has(group)).map((group) => this.#groupNode(parent, group));
  }

  #projectNode(project: ProjectKey): ProjectNode {
    return this.#keep<ProjectNode>({ type: 'project', id: `project\0${project}`, project });
  }

  #groupNode(parent: ProjectNode | undefined, group: GroupKind): GroupNode {
    return this.#keep<GroupNode>({ type: 'group', id: `group\0${parent?.project ?? ''}\0${group}`, parent, group });
  }

  #targetNode(entry: TargetEntry, parent: GroupNode): TargetNode {
    return this.#keep<TargetNode>({ type: 'target', id: `target\0${entry.id}`, parent, entry });
  }

  #roleNode(parent: TargetNode, role: Role): RoleNode {
    return this.#keep<RoleNode>({ type: 'role', id: `${parent.id}\0${role}`, parent, role });
  }

  /** Places have no name of their own: the nth of its file and role keeps its row while the text moves. */
  #placeNodes(parent: TargetNode | RoleNode): TreeNode[] {
    const counts = new Map<string, number>();
    const shown = placesOf(parent).slice(0, this.#limitOf(parent));
    const rows = shown.map((place) => {
      const key = `${place.file}\0${place.role}`;
      const nth = counts.get(key) ?? 0;
      counts.set(key, nth + 1);
      const id = `${parent.id}\0place\0${key}\0${nth}`;
      const node = this.#keep<PlaceNode>({ type: 'place', id, parent, place });
      node.place = place;
      return node;
    });
    return [...rows, ...this.#more(parent)];
  }

  /** The row that has this id already, else this one. */
  #keep<N extends TreeNode>(node: N): N {
    return getOrMake(this.#nodes, node.id, () => node) as N;
  }

  #forget(entries: ReadonlySet<TargetEntry>): void {
    for (const [id, node] of this.#nodes) {
      const entry = entryOf(node);
      if (entry && entries.has(entry)) {
        this.#nodes.delete(id);
        this.#limits.delete(node);
      }
    }
  }
}

/** The entry that a row stands below, or for. */
function entryOf(node: TreeNode | undefined): TargetEntry | undefined {
  switch (node?.type) {
    case 'target':
      return node.entry;
    case 'role':
    case 'place':
    case 'more':
      return entryOf(node.parent);
    default:
      return undefined;
  }
}
