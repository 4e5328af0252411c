import { l10n } from 'vscode';
import type { Place, TargetEntry } from '../core/index/entries.ts';
import { openPlace } from '../workspace/ranges.ts';
import { type Choice, MOST_ROWS, pickOne, titleOfFirst } from './pick/quick-pick.ts';
import { pickTarget, type TargetList } from './pick/targets.ts';
import { answered, runSteps, silently } from './steps.ts';
import { inLine, label } from './text.ts';
import { valueTitle } from './tree/items.ts';
import { placeWords } from './words/places.ts';
import { roleWord } from './words/targets.ts';

interface Draft {
  readonly entry?: TargetEntry;
  readonly place?: Place;
}

async function placeChoice(place: Place): Promise<Choice<Place>> {
  const { where, folder, how } = await placeWords(place);
  return {
    label: label(where),
    description: label(inLine([folder, roleWord(place.role), how])),
    value: place,
  };
}

/** Asks for a tag, then for one of its places, and opens it. */
export async function goToTag(list: TargetList): Promise<void> {
  const title = l10n.t('Go to Cache Tag');
  const draft = await runSteps<Draft>({}, [
    async (state) => {
      return answered(await pickTarget(title, list), (entry) => ({ ...state, entry }));
    },
    async (state) => {
      const places = state.entry?.places ?? [];
      const [place] = places;
      if (place && places.length === 1) {
        return silently({ ...state, place });
      }
      const items = await Promise.all(places.slice(0, MOST_ROWS).map(placeChoice));
      const name = state.entry ? label(valueTitle(state.entry.value)) : title;
      return answered(
        await pickOne<Place>({
          title: titleOfFirst(name, items.length, places.length),
          placeholder: l10n.t('Choose a place'),
          items,
        }),
        (place) => ({ ...state, place }),
      );
    },
  ]);
  if (draft?.place) {
    await openPlace(draft.place, { preview: true });
  }
}
