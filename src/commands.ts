import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { canBePurged, type ProjectKey, type TargetEntry, textOf } from './core/index/entries.ts';
import { getOrMake } from './core/maps.ts';
import type { TargetKind } from './core/model.ts';
import { basename } from './core/paths.ts';
import { isCutOff, type StoredPurge } from './core/purge/history.ts';
import { isString } from './core/text-parts.ts';
import { isRunning } from './node/processes.ts';
import { createFlow, type PurgingParts } from './purging.ts';
import { escaped } from './support/visible.ts';
import { chooseProject } from './ui/choose-project.ts';
import { entriesAt } from './ui/editor/at-cursor.ts';
import { changedImages } from './ui/git-images.ts';
import { goToTag } from './ui/go-to-tag.ts';
import { showHistory } from './ui/history/show.ts';
import { purgeableSources } from './ui/image-files.ts';
import { type Pointed, pickTargets } from './ui/pick/targets.ts';
import type { PurgeFlow } from './ui/purge/flow.ts';
import type { PurgeStart } from './ui/purge/ports.ts';
import { createMend, followRemedy } from './ui/remedies.ts';
import { runCommand } from './ui/run-command.ts';
import { signIn, signOut } from './ui/sign-in.ts';
import { tell } from './ui/tell.ts';
import { inLine, label } from './ui/text.ts';
import { whyNotPurged } from './ui/tree/image-hover.ts';
import { entriesOf, isTreeNode, placeOf, type TreeNode } from './ui/tree/nodes.ts';
import type { TargetsView } from './ui/tree/view.ts';
import { requireTrust } from './ui/trust.ts';
import { verifyAddress } from './ui/verify.ts';
import { waitFor } from './ui/waiting.ts';
import { besideName, projectName } from './ui/words/projects.ts';
import { leftOutSentences } from './ui/words/targets.ts';
import type { Finding } from './workspace/finding.ts';
import type { ImageSource } from './workspace/image-apps.ts';
import { openPlace } from './workspace/ranges.ts';
import { RecentProjects } from './workspace/recent-projects.ts';

/** What the commands work with. */
export interface CommandParts extends PurgingParts {
  readonly view: TargetsView;
  readonly flow: PurgeFlow;
}

/** What VS Code hands over: nothing from the palette, a row and the selected rows from a tree, files from the explorer. */
type Handler = (...given: readonly unknown[]) => Promise<void> | void;

/** Every command of the extension by its id. */
function commandTable(parts: CommandParts): Readonly<Record<string, Handler>> {
  const { finding, projects, account, client, flow, history, view } = parts;

  const purgePicked = async (kind: TargetKind) => {
    await found(finding);
    await flow.start([], { ask: (ticked) => pickTargets(pickTitle(kind), targetList(kind), ticked) });
  };

  const pickTitle = (kind: TargetKind) => (kind === 'tag' ? l10n.t('Purge Cache Tag') : l10n.t('Purge Source Image'));

  const targetList = (kind: TargetKind) => {
    const several = finding.index.projects().size > 1;
    const words = new Map<ProjectKey, string>();
    return {
      kind,
      entries: [...finding.index.entries()],
      model: view.model,
      projectOf: ({ project: key, places: [place] }: TargetEntry) =>
        getOrMake(words, key, () => {
          const project = place && projects.of(place.file);
          return several ? inLine([projectName(project), project && besideName(project)]) : '';
        }),
    };
  };

  const purgeAtCursor = async (kind: TargetKind) => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      return;
    }
    await found(finding);
    const ofKind = (entries: readonly TargetEntry[]) => entries.filter((entry) => entry.kind === kind);
    const here = ofKind(entriesAt(finding, editor.document, editor.selections));
    // Beside a tag the menu offers all of the file: it cannot know where the mouse will be pressed.
    const entries = here.length > 0 ? here : ofKind(entriesAt(finding, editor.document));
    if (entries.length === 0) {
      tell(kind === 'tag' ? l10n.t('There is no cache tag here.') : l10n.t('There is no source image here.'));
      return;
    }
    const list = { ...targetList(kind), entries };
    const title = l10n.t('{0} in {1}', pickTitle(kind), label(basename(editor.document.uri.path)));
    await flow.start(
      here.map((entry) => ({ entry })),
      here.length === 1 ? {} : { ask: (ticked) => pickTargets(title, list, ticked) },
    );
  };

  /** Purges what can be, and says of the rest why not. */
  const purgeEntries = async (entries: readonly TargetEntry[], start?: PurgeStart) => {
    const pointed = entries.filter(canBePurged).map((entry) => ({ entry }));
    const left = entries
      .filter((entry) => !canBePurged(entry))
      .flatMap((entry) => whyNotPurged(entry).map((why) => [textOf(entry.value), why] as const));
    if (left.length > 0) {
      tell(leftOutSentences(left).join(' '));
    }
    if (pointed.length > 0) {
      await flow.start(pointed, start);
    }
  };

  const pointedBySources = async (sources: readonly ImageSource[]): Promise<Pointed[]> => {
    await projects.learn(sources.map(({ file }) => file));
    return sources.map(({ value, file }) => ({ kind: 'image', typed: value, file }));
  };

  const verify = (purge: StoredPurge | undefined) => verifyAddress(parts, purge);

  return {
    'vercelCache.purgeTag': () => purgePicked('tag'),
    'vercelCache.purgeImage': () => purgePicked('image'),
    'vercelCache.purgeTagAtCursor': () => purgeAtCursor('tag'),
    'vercelCache.purgeImageAtCursor': () => purgeAtCursor('image'),
    'vercelCache.purgeSelected': async (row, rows) => {
      const entries = entriesBy(row, rows, view.selection);
      if (entries.length === 0) {
        // The rows changed between the click and the command.
        tell(l10n.t('What you chose is no longer in the list. Choose again.'));
      }
      await purgeEntries(entries);
    },
    'vercelCache.dryRun': async (row, rows) => {
      if (row !== undefined) {
        await purgeEntries(entriesBy(row, rows, []), { dryRun: true });
      } else {
        await found(finding);
        const title = l10n.t('Dry Run');
        await flow.start([], { ask: (ticked) => pickTargets(title, targetList('tag'), ticked), dryRun: true });
      }
    },
    'vercelCache.purgeEntry': async (id) => {
      await found(finding);
      const entry = isString(id) ? finding.index.entry(id) : undefined;
      await purgeEntries(entry ? [entry] : []);
    },
    'vercelCache.copy': async (row, rows) => {
      // A line break would act where it is pasted, in a terminal for instance.
      const texts = entriesBy(row, rows, view.selection).map(({ value }) => textOf(value).replace(/\p{Cc}/gu, escaped));
      if (texts.length > 0) {
        await vscode.env.clipboard.writeText(texts.join('\n'));
      }
    },
    'vercelCache.purgeFile': async (file, files) => {
      const uris = (Array.isArray(files) ? files : [file]).filter((each) => each instanceof vscode.Uri);
      const sources = await purgeableSources(uris);
      if (sources.length > 0) {
        await flow.start(await pointedBySources(sources));
      }
    },
    'vercelCache.purgeChangedImages': async () => {
      await flow.start([], {
        ask: async () => {
          const sources = await changedImages();
          return sources ? { answer: await pointedBySources(sources) } : 'cancel';
        },
      });
    },
    'vercelCache.cancelPurge': () => parts.running.cancel(),
    'vercelCache.goToTag': async () => {
      await found(finding);
      await goToTag(targetList('tag'));
    },
    'vercelCache.openPlace': async (row) => {
      const place = isTreeNode(row) && (row.type === 'target' || row.type === 'place') ? placeOf(row) : undefined;
      if (place) {
        await openPlace(place, { preview: true, preserveFocus: true });
      }
    },
    'vercelCache.showMore': async (row) => {
      if (isTreeNode(row) && row.type === 'more') {
        view.rows.showMore(row);
      }
    },
    'vercelCache.refresh': () => finding.refresh(),
    'vercelCache.showHistory': async () => {
      // What a restricted workspace says of its projects is not asked about.
      const { isTrusted } = vscode.workspace;
      const now = Date.now();
      await showHistory({
        purges: await history.all(),
        isCutOff: (purge) => isCutOff(purge, now, isRunning),
        client,
        baseUrl: parts.address.baseUrl,
        projects: isTrusted ? await projects.ofWindow(finding.index.files()) : [],
        asksTeam: isTrusted && (await account.isSignedIn()),
        again: (request, project, again) => flow.repeat(request, project, again),
        settle: (id) => history.settle(id),
        verify,
      });
    },
    'vercelCache.verify': async () => {
      if (await requireTrust()) {
        await verify((await history.all())[0]);
      }
    },
    'vercelCache.showLog': () => parts.log.show(),
    'vercelCache.signIn': async () => void (await signIn(parts)),
    'vercelCache.signOut': () => signOut(account),
    'vercelCache.chooseProject': async (row) => {
      const project = isTreeNode(row) && row.type === 'project' ? view.projectOf(row.project) : undefined;
      await chooseProject(parts, project?.folder);
    },
  };
}

export interface Commands {
  /** Runs a command with what VS Code hands over, inside the one wrapper. */
  run(id: string, given: readonly unknown[]): Promise<void>;
  /** Asks for a token; false where the user left. */
  signIn(): Promise<boolean>;
}

export function createCommands(
  own: Omit<CommandParts, 'recent' | 'flow'> & { readonly globalState: vscode.Memento },
): Commands {
  const parts = { ...own, recent: new RecentProjects(own.globalState) };
  const mend = createMend(parts);
  const table = commandTable({ ...parts, flow: createFlow(parts, followRemedy(parts), mend) });
  return {
    run: (id, given) => runCommand(id, parts.log, mend, () => table[id]?.(...given)),
    signIn: () => signIn(parts),
  };
}

/** Waits until all is found. */
const found = (finding: Finding): Promise<void> =>
  waitFor(() => finding.ready(), l10n.t('Looking for cache tags and source images…'));

/** The targets of the rows that a command was started on; a row outside of the selection counts alone. */
function entriesBy(row: unknown, rows: unknown, selection: readonly TreeNode[]): TargetEntry[] {
  const given = Array.isArray(rows) && rows.length > 0 ? rows : row === undefined ? selection : [row];
  return entriesOf(given.filter(isTreeNode));
}
