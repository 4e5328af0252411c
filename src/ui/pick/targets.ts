import { l10n } from 'vscode';
import { canBePurged, type TargetEntry, textOf } from '../../core/index/entries.ts';
import { getOrMake } from '../../core/maps.ts';
import type { FileId, TargetKind } from '../../core/model.ts';
import { icon } from '../icon.ts';
import type { StepResult } from '../steps.ts';
import { beside, inLine, label } from '../text.ts';
import { firstInOrder } from '../tree/group-entries.ts';
import { iconOf, notesOf, valueTitle } from '../tree/items.ts';
import type { TreeModel } from '../tree/model.ts';
import {
  alwaysShown,
  type Choice,
  holding,
  listsIn,
  MOST_ROWS,
  pickOne,
  pickOrType,
  type Search,
  type TextChoice,
} from './quick-pick.ts';

/** What the user pointed at: an entry of the index, or a text that is in no source file; the file that it stands for. */
export type Pointed = { readonly file?: FileId } & (
  | { readonly entry: TargetEntry }
  | { readonly kind: TargetKind; readonly typed: string }
);

export interface TargetList {
  readonly kind: TargetKind;
  readonly entries: readonly TargetEntry[];
  readonly model: Pick<TreeModel, 'unpaired'>;
  /** What is said of the project, where it tells rows apart. */
  readonly projectOf: (entry: TargetEntry) => string;
}

/** Every target of a kind that the workspace has, or one that is typed; several at once. `ticked` are to begin with. */
export function pickTargets(
  title: string,
  list: TargetList,
  ticked: readonly Pointed[],
): Promise<StepResult<readonly Pointed[]>> {
  const { search, rowOf } = rows<readonly Pointed[]>(list, (entry) => [{ entry }]);
  return pickOrType<Pointed>({
    title,
    placeholder:
      list.kind === 'tag'
        ? l10n.t('Tick cache tags, or type one that is in no source file')
        : l10n.t('Tick source images, or type the path or address of one'),
    items: search,
    ticked: ticked.flatMap((each) =>
      'entry' in each ? rowOf(each.entry) : typedChoices(list.kind, each.typed).slice(0, 1).map(alwaysShown),
    ),
    typed: (text) => typedChoices(list.kind, text),
  });
}

/** One target, to look at. */
export function pickTarget(title: string, list: TargetList): Promise<StepResult<TargetEntry>> {
  return pickOne<TargetEntry>({
    title,
    placeholder: l10n.t('Choose a cache tag'),
    items: rows(
      list,
      (entry) => entry,
      ({ value }) => value.certainty !== 'unknown',
    ).search,
  });
}

/** The rows of a list, made when they are first shown. */
function rows<T>(
  { kind, entries, model, projectOf }: TargetList,
  toValue: (entry: TargetEntry) => T,
  isListed: (entry: TargetEntry) => boolean = canBePurged,
) {
  const ofKind = entries.filter((entry) => entry.kind === kind && isListed(entry));
  const made = new Map<TargetEntry, Choice<T>>();

  const search: Search<T> = (typed) => {
    const holds = holding(typed);
    const found = ofKind.filter((entry) => holds(`${textOf(entry.value)} ${projectOf(entry)}`));
    const meant = found.filter(({ value }) => textOf(value) === typed);
    const shown = new Set([...meant, ...firstInOrder([], found, MOST_ROWS)]);
    return { rows: [...shown].map(rowOf), count: found.length };
  };

  function rowOf(entry: TargetEntry): Choice<T> {
    return getOrMake(made, entry, () => {
      const title = label(valueTitle(entry.value));
      const notes = [...notesOf(entry, model), projectOf(entry)].map((each) => label(each));
      return alwaysShown({
        label: title,
        description: beside(title, inLine(notes)),
        iconPath: icon(iconOf(entry)),
        value: toValue(entry),
      });
    });
  }

  return { search, rowOf };
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
