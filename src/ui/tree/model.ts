import {
  type IndexChange,
  inOrder,
  nameOrder,
  type Place,
  type ProjectKey,
  type TargetEntry,
} from '../../core/index/entries.ts';
import { type Unpaired, unpairedTags } from '../../core/index/pairing.ts';
import type { WorkspaceIndex } from '../../core/index/workspace-index.ts';
import type { Role } from '../../core/model.ts';
import {
  type GroupKind,
  type GroupNode,
  groupOf,
  type PlaceNode,
  type ProjectNode,
  placesOf,
  type RoleNode,
  type TargetNode,
  type TreeNode,
} from './nodes.ts';

const GROUPS: readonly GroupKind[] = ['tags', 'images', 'unknown'];
const ROLES: readonly Role[] = ['assign', 'invalidate', 'image'];

/**
 * The rows over the index: projects where there are several, groups, targets, roles where there are two, places. Knows
 * no VS Code. A row's id is made of what it stands for and never of a count or a time, and its object is kept.
 */
export class TreeModel {
  readonly #index: WorkspaceIndex;
  readonly #nameOf: (project: ProjectKey) => string;
  readonly #nodes = new Map<string, TreeNode>();
  /** What rows say by now of tags that lack their other half. */
  #told: Map<TargetEntry, Unpaired> | undefined;
  /** The entries of each group, in the order that they last had. */
  readonly #sorted = new Map<GroupNode, readonly TargetEntry[]>();
  /** The groups of which none came or went since. */
  readonly #settled = new Set<GroupNode>();
  #severalProjects = false;
  /** How many entries each group of each project has, from the first change on. */
  #frame: Map<string, number> | undefined;

  /** `nameOf` tells what a project is called. */
  constructor(index: WorkspaceIndex, nameOf: (project: ProjectKey) => string) {
    this.#index = index;
    this.#nameOf = nameOf;
  }

  /** Takes a change of the index; answers with the smallest rows to draw anew, `undefined` where it is all of them. */
  apply(change: IndexChange): readonly TreeNode[] | undefined {
    const cameOrWent = [...change.added, ...change.removed];
    if (change.removed.length > 0) {
      this.#forget(new Set(change.removed));
    }
    if (cameOrWent.length > 0) {
      this.#settled.clear();
      if (this.#changesFrame(change)) {
        const several = this.#index.projects().size > 1;
        if (several !== this.#severalProjects) {
          this.#severalProjects = several;
          this.#nodes.clear();
          this.#sorted.clear();
        }
        return undefined;
      }
    }
    const rows = new Set<TreeNode>(cameOrWent.map((entry) => this.#groupOf(entry)));
    for (const entry of change.changed) {
      const row = this.#nodes.get(`target\0${entry.id}`);
      if (row?.type === 'target' && !rows.has(row.parent)) {
        rows.add(row);
      }
    }
    return [...rows];
  }

  /**
   * Looks again which tags lack their other half, and answers with the rows that said something else of it. Goes over all
   * entries: to be called once before many rows are drawn.
   */
  repaired(): readonly TreeNode[] {
    const before = this.#told;
    if (!before) {
      return [];
    }
    const after = unpairedTags(this.#index.entries());
    this.#told = after;
    return [...this.#index.entries()]
      .filter((entry) => before.get(entry) !== after.get(entry))
      .flatMap((entry) => this.#nodes.get(`target\0${entry.id}`) ?? []);
  }

  roots(): readonly TreeNode[] {
    if (!this.#severalProjects) {
      return this.#groups(undefined, undefined);
    }
    const compareNames = nameOrder();
    const projects = [...this.#index.projects()].map((key) => ({ key, name: this.#nameOf(key) }));
    // What belongs to no project comes last.
    projects.sort((a, b) => Number(a.key === '') - Number(b.key === '') || compareNames(a.name, b.name));
    return projects.map(({ key }) => this.#projectNode(key));
  }

  children(node: TreeNode): readonly TreeNode[] {
    switch (node.type) {
      case 'project':
        return this.#groups(node, node.project);
      case 'group':
        return this.entriesOf(node).map((entry) => this.#targetNode(entry, node));
      case 'target': {
        const roles = ROLES.filter((role) => node.entry.places.some((place) => place.role === role));
        return roles.length > 1
          ? roles.map((role) => this.#roleNode(node, role))
          : this.#placeNodes(node, node.entry.places);
      }
      case 'role':
        return this.#placeNodes(node, placesOf(node));
      case 'place':
        return [];
    }
  }

  entriesOf(group: GroupNode): readonly TargetEntry[] {
    const before = this.#sorted.get(group) ?? [];
    if (this.#settled.has(group)) {
      return before;
    }
    const present = new Set(
      [...this.#index.entries()].filter(
        (entry) => groupOf(entry) === group.group && (group.project === undefined || entry.project === group.project),
      ),
    );
    // Those that have an order go first: then only what came has to find its place, which is what makes sorting dear.
    const entries = inOrder([...new Set([...before.filter((entry) => present.has(entry)), ...present])]);
    this.#sorted.set(group, entries);
    this.#settled.add(group);
    return entries;
  }

  /** Whether a tag lacks its other half, as {@link repaired} last saw it. */
  unpaired(entry: TargetEntry): Unpaired | undefined {
    this.#told ??= unpairedTags(this.#index.entries());
    return this.#told.get(entry);
  }

  #groupOf(entry: TargetEntry): GroupNode {
    const parent = this.#severalProjects ? this.#projectNode(entry.project) : undefined;
    return this.#groupNode(parent, parent?.project, groupOf(entry));
  }

  /** Whether a project or a group came or went. */
  #changesFrame({ added, removed }: IndexChange): boolean {
    if (!this.#frame) {
      this.#frame = new Map();
      this.#count([...this.#index.entries()], 1);
      return true;
    }
    const isOther = [this.#count(added, 1), this.#count(removed, -1)];
    return isOther.includes(true);
  }

  /** Counts entries that came or went; whether a group has its first one now, or lost its last. */
  #count(entries: readonly TargetEntry[], by: 1 | -1): boolean {
    let isOther = false;
    for (const entry of entries) {
      const group = `${entry.project}\0${groupOf(entry)}`;
      const count = (this.#frame?.get(group) ?? 0) + by;
      this.#frame?.set(group, count);
      isOther ||= count === 0 || (by === 1 && count === 1);
    }
    return isOther;
  }

  #groups(parent: ProjectNode | undefined, project: ProjectKey | undefined): readonly GroupNode[] {
    const present = new Set(
      [...this.#index.entries()].filter((entry) => project === undefined || entry.project === project).map(groupOf),
    );
    return GROUPS.filter((group) => present.has(group)).map((group) => this.#groupNode(parent, project, group));
  }

  #projectNode(project: ProjectKey): ProjectNode {
    const id = `project\0${project}`;
    return this.#keep<ProjectNode>(id, () => ({ type: 'project', id, project }));
  }

  #groupNode(parent: ProjectNode | undefined, project: ProjectKey | undefined, group: GroupKind): GroupNode {
    const id = `group\0${project ?? ''}\0${group}`;
    return this.#keep<GroupNode>(id, () => ({ type: 'group', id, parent, project, group }));
  }

  #targetNode(entry: TargetEntry, parent: GroupNode): TargetNode {
    const id = `target\0${entry.id}`;
    return this.#keep<TargetNode>(id, () => ({ type: 'target', id, parent, entry }));
  }

  #roleNode(parent: TargetNode, role: Role): RoleNode {
    const id = `${parent.id}\0${role}`;
    return this.#keep<RoleNode>(id, () => ({ type: 'role', id, parent, role }));
  }

  /** Places have no name of their own: the nth of its file and role keeps its row while the text moves. */
  #placeNodes(parent: TargetNode | RoleNode, places: readonly Place[]): PlaceNode[] {
    const counts = new Map<string, number>();
    return places.map((place) => {
      const key = `${place.file}\0${place.role}`;
      const nth = counts.get(key) ?? 0;
      counts.set(key, nth + 1);
      const id = `${parent.id}\0place\0${key}\0${nth}`;
      const node = this.#keep<PlaceNode>(id, () => ({ type: 'place', id, parent, place }));
      node.place = place;
      return node;
    });
  }

  #keep<N extends TreeNode>(id: string, create: () => N): N {
    const known = this.#nodes.get(id) ?? create();
    this.#nodes.set(id, known);
    return known as N;
  }

  #forget(entries: ReadonlySet<TargetEntry>): void {
    for (const [id, node] of this.#nodes) {
      const entry = entryOf(node);
      if (entry && entries.has(entry)) {
        this.#nodes.delete(id);
      }
    }
  }
}

/** The entry that a row stands below, or for. */
function entryOf(node: TreeNode): TargetEntry | undefined {
  switch (node.type) {
    case 'target':
      return node.entry;
    case 'role':
      return node.parent.entry;
    case 'place':
      return entryOf(node.parent);
    default:
      return undefined;
  }
}
