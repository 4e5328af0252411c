import { l10n } from 'vscode';
import type { Place, TargetEntry } from '../core/index/entries.ts';
import { basename, dirname } from '../core/paths.ts';
import { openPlace } from '../workspace/ranges.ts';
import { pickOne } from './pick/quick-pick.ts';
import { pickTarget, type TargetList } from './pick/targets.ts';
import { runSteps } from './steps.ts';
import { label } from './text.ts';
import { valueTitle } from './tree/items.ts';
import { roleWord } from './words/targets.ts';

interface Draft {
  readonly entry?: TargetEntry;
  readonly place?: Place;
}

/** Asks for a tag, then for one of its places, and opens it. */
export async function goToTag(list: TargetList): Promise<void> {
  const title = l10n.t('Go to Cache Tag');
  const draft = await runSteps<Draft>({}, [
    async (state) => {
      const result = await pickTarget(title, list);
      return typeof result === 'string' ? result : { answer: { ...state, entry: result.answer } };
    },
    async (state) => {
      const [place, ...others] = state.entry?.places ?? [];
      if (place && others.length === 0) {
        return { answer: { ...state, place }, silent: true };
      }
      const result = await pickOne<Place>({
        title: state.entry ? label(valueTitle(state.entry.value)) : title,
        placeholder: l10n.t('Choose a place'),
        items: (state.entry?.places ?? []).map((each) => ({
          label: label(basename(each.file)),
          description: label(`${roleWord(each.role)} · ${each.api}`),
          detail: label(dirname(each.file)),
          value: each,
        })),
      });
      return typeof result === 'string' ? result : { answer: { ...state, place: result.answer } };
    },
  ]);
  if (draft?.place) {
    await openPlace(draft.place, { preview: true });
  }
}
