import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { canBePurged, type ProjectKey, refusalOf, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { Value } from '../../core/model.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { uriOf } from '../../workspace/uris.ts';
import { icon } from '../icon.ts';
import { beside, inFolder, inLine, visible } from '../text.ts';
import { grouped } from '../words/locale.ts';
import { placeWords } from '../words/places.ts';
import { besideName, projectName } from '../words/projects.ts';
import {
  importedWord,
  notOptimizedWord,
  refusalNote,
  roleWord,
  unknownWord,
  unpairedWord,
  usesWord,
} from '../words/targets.ts';
import type { TreeModel } from './model.ts';
import type { GroupKind, GroupNode, MoreNode, PlaceNode, RoleNode, TargetNode, TreeNode } from './nodes.ts';

/** What a row needs to know besides the index. */
export interface ItemPorts {
  readonly model: TreeModel;
  readonly projectOf: (key: ProjectKey) => KnownProject | undefined;
}

export async function itemOf(node: TreeNode, ports: ItemPorts): Promise<vscode.TreeItem> {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState[stateOf(node)]);
  return Object.assign(item, { id: node.id, contextValue: node.type }, await draw(node, ports));
}

/** Whether there are rows below a row, and whether they are seen at first. */
function stateOf(node: TreeNode): keyof typeof vscode.TreeItemCollapsibleState {
  if (node.type === 'place' || node.type === 'more') {
    return 'None';
  }
  return node.type === 'target' || (node.type === 'group' && node.group === 'unknown') ? 'Collapsed' : 'Expanded';
}

/** What a row shows. */
async function draw(node: TreeNode, ports: ItemPorts): Promise<vscode.TreeItem> {
  switch (node.type) {
    case 'project': {
      const project = ports.projectOf(node.project);
      const name = projectName(project);
      const more = project ? besideName(project) : '';
      return {
        label: name,
        description: more,
        iconPath: icon('project'),
        accessibilityInformation: { label: more ? l10n.t('project {0}', `${name}, ${more}`) : name },
      };
    }
    case 'group':
      return groupItem(node, ports);
    case 'target':
      return targetItem(node, ports);
    case 'role':
      return roleItem(node, ports);
    case 'place':
      return placeItem(node);
    case 'more':
      return moreItem(node, ports);
  }
}

const GROUP_ICONS: Readonly<Record<GroupKind, string>> = { tags: 'tag', images: 'file-media', unknown: 'question' };

function groupItem(node: GroupNode, ports: ItemPorts): vscode.TreeItem {
  return {
    ...described(groupWord(node.group), grouped(ports.model.count(node))),
    iconPath: icon(GROUP_ICONS[node.group]),
    contextValue: `group.${node.group}`,
  };
}

/** A row that is read out as it is seen. */
function described(label: string, description: string): vscode.TreeItem {
  return { label, description, accessibilityInformation: { label: `${label}, ${description}` } };
}

function groupWord(group: GroupKind): string {
  const words: Readonly<Record<GroupKind, string>> = {
    tags: l10n.t('Cache Tags'),
    images: l10n.t('Source Images'),
    unknown: l10n.t('Not Known from the Code'),
  };
  return words[group];
}

/** No tag that is sent is longer. */
const WHOLE = 256;

/** What a row of a tag or image tells in words: its value, then what is to be said of it. */
export function tooltipLines({ entry }: TargetNode, ports: ItemPorts): readonly string[] {
  return [valueTitle(entry.value, WHOLE), ...notesOf(entry, ports.model), ...refusalNote(entry)];
}

/** How sure, how many uses, and what is odd about it. */
export function notesOf(entry: TargetEntry, model: Pick<TreeModel, 'unpaired'>): readonly string[] {
  const { value, places } = entry;
  const unpaired = model.unpaired(entry);
  const notOptimized = places.every((place) => place.notOptimized) ? places[0]?.notOptimized : undefined;
  return [
    ...(refusalOf(entry) ? [l10n.t('never sent')] : []),
    ...(value.certainty === 'pattern' ? [l10n.t('pattern')] : []),
    usesWord(places.length),
    ...(unpaired ? [unpairedWord(unpaired)] : []),
    ...(notOptimized ? [notOptimizedWord(notOptimized)] : []),
    ...(places.every((place) => place.staticImport) ? [importedWord()] : []),
  ];
}

function targetItem(node: TargetNode, ports: ItemPorts): vscode.TreeItem {
  const { entry } = node;
  const { kind, value } = entry;
  const title = valueTitle(value);
  const notes = notesOf(entry, ports.model);
  const { name, folder } = kind === 'image' ? inFolder(title) : { name: title, folder: [] };
  const spoken = kind === 'tag' ? l10n.t('cache tag {0}', title) : l10n.t('source image {0}', title);
  // The tooltip is made when it is looked at: VS Code asks for what is not there yet.
  return {
    label: name,
    description: beside(name, inLine([...notes, ...folder])),
    iconPath: icon(iconOf(entry)),
    contextValue: canBePurged(entry)
      ? `${kind}.${value.certainty}`
      : value.certainty === 'unknown'
        ? 'unknown'
        : 'notPurged',
    accessibilityInformation: { label: [spoken, ...notes, ...refusalNote(entry)].join(', ') },
    command: openCommand(node),
  };
}

function openCommand(node: TargetNode | PlaceNode): vscode.Command {
  return { command: 'vercelCache.openPlace', title: l10n.t('Open'), arguments: [node] };
}

export function iconOf(entry: TargetEntry): string {
  if (refusalOf(entry)) {
    return 'warning';
  }
  const { kind, value } = entry;
  return value.certainty === 'pattern' ? 'symbol-string' : kind === 'tag' ? 'tag' : 'file-media';
}

/** A value as people read it: `post-${id}` as the source has it, a reason where nothing is known. */
export function valueTitle(value: Value, most = 120): string {
  return value.certainty === 'unknown' ? unknownWord(value.reason) : visible(textOf(value), most);
}

function roleItem(node: RoleNode, ports: ItemPorts): vscode.TreeItem {
  return {
    ...described(roleWord(node.role), grouped(ports.model.count(node))),
    iconPath: icon(node.role === 'invalidate' ? 'refresh' : 'bookmark'),
  };
}

async function placeItem(node: PlaceNode): Promise<vscode.TreeItem> {
  const { place } = node;
  const { where, folder, how } = await placeWords(place);
  const role = roleWord(place.role);
  return {
    label: where,
    description: inLine([folder, how]),
    resourceUri: uriOf(place.file),
    iconPath: vscode.ThemeIcon.File,
    tooltip: `${folder ? `${folder}/` : ''}${where}\n${role}: ${how}`,
    accessibilityInformation: { label: [where, folder, role, how].filter(Boolean).join(', ') },
    command: openCommand(node),
  };
}

function moreItem(node: MoreNode, ports: ItemPorts): vscode.TreeItem {
  const title = l10n.t('Show More');
  return {
    ...described(title, l10n.t('{0} more', grouped(ports.model.hidden(node)))),
    iconPath: icon('ellipsis'),
    command: { command: 'vercelCache.showMore', title, arguments: [node] },
  };
}
