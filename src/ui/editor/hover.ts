import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { canBePurged, type Place } from '../../core/index/entries.ts';
import { setting } from '../../support/settings.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { Projects } from '../../workspace/projects.ts';
import { rangeOf } from '../../workspace/ranges.ts';
import { fileIdOf } from '../../workspace/uris.ts';
import { inLine, markdown } from '../text.ts';
import { valueTitle } from '../tree/items.ts';
import type { TreeModel } from '../tree/model.ts';
import { projectPhrase } from '../words/projects.ts';
import { importedWord, notOptimizedWord, refusalNote, unpairedWord, usesWord } from '../words/targets.ts';

/** Tells of the tag or image under the mouse: how sure, how many uses, in which project, and a link that begins a purge. */
export class TargetHover implements vscode.HoverProvider {
  readonly #finding: Finding;
  readonly #projects: Projects;
  readonly #model: Pick<TreeModel, 'unpaired'>;

  constructor(finding: Finding, projects: Projects, model: Pick<TreeModel, 'unpaired'>) {
    this.#finding = finding;
    this.#projects = projects;
    this.#model = model;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!setting('editor.hover', true)) {
      return undefined;
    }
    const offset = document.offsetAt(position);
    const places = this.#finding.index
      .placesIn(fileIdOf(document.uri))
      .filter(({ span }) => span.start <= offset && offset <= span.end);
    const [first] = places;
    if (!first) {
      return undefined;
    }
    const contents = places.slice(0, MOST_VALUES).map((place) => this.#describe(place));
    return new vscode.Hover(contents, rangeOf(document, first.span));
  }

  #describe(place: Place): vscode.MarkdownString {
    const { entry } = place;
    const { kind, value, places } = entry;
    const project = this.#projects.of(place.file);
    const certainty = {
      exact: l10n.t('exactly this value'),
      pattern: l10n.t('a pattern: the rest is known when the code runs'),
      unknown: l10n.t('not known from the code'),
    }[value.certainty];
    const unpaired = this.#model.unpaired(entry);
    const title = kind === 'tag' ? l10n.t('Cache tag') : l10n.t('Source image');
    const lines = [
      `${title} **${markdown(valueTitle(value))}**`,
      inLine([
        ...refusalNote(entry).map((each) => markdown(each)),
        certainty,
        usesWord(places.length),
        unpaired && unpairedWord(unpaired),
        place.via && l10n.t('through {0}', markdown(place.via, 60)),
        place.notOptimized && notOptimizedWord(place.notOptimized),
        place.staticImport && importedWord(),
        project && l10n.t('project {0}', markdown(projectPhrase(project))),
      ]),
    ];
    const canPurge = canBePurged(entry) && vscode.workspace.isTrusted;
    if (canPurge) {
      // VS Code decodes twice. A bracket would end the link.
      const query = encodeURIComponent(JSON.stringify([entry.id]));
      const link = vscode.Uri.from({ scheme: 'command', path: PURGE, query });
      lines.push(`[${l10n.t('Purge…')}](${link})`);
    }
    const text = new vscode.MarkdownString(lines.join('\n\n'));
    text.isTrusted = canPurge ? { enabledCommands: [PURGE] } : false;
    return text;
  }
}

const PURGE = 'vercelCache.purgeEntry';
const MOST_VALUES = 5;
