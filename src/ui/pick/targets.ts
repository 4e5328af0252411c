import { l10n } from 'vscode';
import { canBePurged, entryOrder, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { FileId, TargetKind } from '../../core/model.ts';
import { icon } from '../icon.ts';
import type { StepResult } from '../steps.ts';
import { beside, label } from '../text.ts';
import { iconOf, refusalNote, valueTitle } from '../tree/items.ts';
import { usesWord } from '../words/targets.ts';
import { listsIn, pickOne, pickOrType, type TextChoice } from './quick-pick.ts';

/** What the user pointed at: an entry of the index, or a text that is in no source file; the file that it stands for. */
export type Pointed = { readonly file?: FileId } & (
  | { readonly entry: TargetEntry }
  | { readonly kind: TargetKind; readonly typed: string }
);

export interface TargetList {
  readonly kind: TargetKind;
  readonly entries: readonly TargetEntry[];
  /** The project's name, where it tells rows apart. */
  readonly projectName: (entry: TargetEntry) => string | undefined;
}

/** Every target of a kind that the workspace has, or one that is typed; several at once. `ticked` are to begin with. */
export function pickTargets(
  title: string,
  list: TargetList,
  ticked: readonly Pointed[],
): Promise<StepResult<readonly Pointed[]>> {
  const entries = new Set(ticked.map((each) => 'entry' in each && each.entry));
  const typed = ticked.flatMap((each) => ('typed' in each ? typedChoices(list.kind, each.typed).slice(0, 1) : []));
  return pickOrType<Pointed>({
    title,
    placeholder:
      list.kind === 'tag'
        ? l10n.t('Tick cache tags, or type one that is in no source file')
        : l10n.t('Tick source images, or type the path or address of one'),
    items: [
      ...rows(list).map((row) => ({ ...row, picked: entries.has(row.value), value: [{ entry: row.value }] })),
      ...typed.map((row) => ({ ...row, picked: true })),
    ],
    typed: (text) => typedChoices(list.kind, text),
  });
}

/** One target, to look at. */
export function pickTarget(title: string, list: TargetList): Promise<StepResult<TargetEntry>> {
  return pickOne<TargetEntry>({ title, placeholder: l10n.t('Choose a cache tag'), items: rows(list) });
}

function rows({ kind, entries, projectName }: TargetList) {
  const ofKind = entries.filter((entry) => entry.kind === kind && canBePurged(entry));
  return ofKind.sort(entryOrder()).map((entry) => {
    const title = label(valueTitle(entry.value));
    const project = label(projectName(entry) ?? '');
    return {
      label: title,
      description: beside(
        title,
        [
          ...refusalNote(kind, entry.value).map((each) => label(each)),
          ...(entry.value.certainty === 'pattern' ? [l10n.t('pattern')] : []),
          usesWord(entry.places.length),
          project,
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      searched: `${textOf(entry.value)} ${project}`,
      iconPath: icon(iconOf(kind, entry.value)),
      value: entry,
    };
  });
}

/** No tag holds a comma, so commas part several; an address may hold one. */
function typedChoices(kind: TargetKind, text: string): TextChoice<Pointed>[] {
  return listsIn(text, kind === 'tag').map((typed, at) => ({
    label: label(typed.join(', '), 120),
    description: at === 0 ? l10n.t('as typed') : l10n.t('as typed, each word by itself'),
    iconPath: icon('edit'),
    value: typed.map((each) => ({ kind, typed: each })),
  }));
}
