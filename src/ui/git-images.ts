import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { nameOrder } from '../core/index/entries.ts';
import { distinctBy } from '../core/maps.ts';
import { type GitRepository, openRepositories } from '../workspace/git.ts';
import { type ChangedFile, changedSince, hasCommit, type Since } from '../workspace/git-changes.ts';
import { type ImageSource, imageSourceOf } from '../workspace/image-apps.ts';
import { askText } from './pick/input.ts';
import { type Choice, pickOne, pickOrType, searching } from './pick/quick-pick.ts';
import { answered, runSteps, type Step } from './steps.ts';
import { offerCommand, tell } from './tell.ts';
import { inLine, label } from './text.ts';
import { folderWords } from './words/places.ts';

/** What is answered so far. */
interface Draft {
  readonly since?: Since | 'typed';
  readonly sources: readonly ImageSource[];
}

/** An image that git says has changed, and how. */
interface ChangedImage extends ImageSource {
  readonly change: ChangedFile['change'];
}

/** The images below `public/` or `static/` that git says have changed, as far as the user ticks them. */
export async function changedImages(): Promise<readonly ImageSource[] | undefined> {
  const repositories = await openRepositories();
  if (!repositories) {
    await tellNoGit();
    return undefined;
  }
  if (repositories.length === 0) {
    tell(l10n.t('There is no git repository in this workspace.'));
    return undefined;
  }
  const draft = await runSteps<Draft>({ sources: [] }, [
    askSince(repositories),
    askCommit(repositories),
    tickImages(repositories),
  ]);
  return draft?.sources;
}

async function tellNoGit(): Promise<void> {
  const sentence = l10n.t('Git is switched off in VS Code, or not installed on this machine.');
  await offerCommand(sentence, l10n.t('Open Settings'), ['workbench.action.openSettings', '@id:git.enabled,git.path']);
}

const title = (): string => l10n.t('Purge Images Changed in Git');

function askSince(repositories: readonly GitRepository[]): Step<Draft> {
  return async (draft) => {
    return answered(
      await pickOne<Since | 'typed'>({
        title: title(),
        placeholder: l10n.t('Changed since when?'),
        items: [...defaults(repositories), ...(await named(repositories))],
      }),
      (since) => ({ ...draft, since }),
    );
  };
}

/** What the branch of the first repository that has one is pushed to: `origin/main`. */
function upstreamOf(repositories: readonly GitRepository[]): string | undefined {
  const upstream = repositories.map(({ state }) => state.HEAD?.upstream).find((each) => each !== undefined);
  return upstream && `${upstream.remote}/${upstream.name}`;
}

/** First what left this machine last, then the last commit: a deployment is made of one or the other. */
function defaults(repositories: readonly GitRepository[]): Choice<Since | 'typed'>[] {
  const upstream = upstreamOf(repositories);
  return [
    ...(upstream
      ? [
          {
            label: l10n.t('Since {0}', label(upstream, 80)),
            description: l10n.t('not pushed yet'),
            value: { kind: 'upstream' } as const,
          },
        ]
      : []),
    { label: l10n.t('In the last commit and since'), value: { kind: 'last' } },
    { label: l10n.t('Not committed yet'), value: { kind: 'uncommitted' } },
    { label: l10n.t('Since a commit…'), description: l10n.t('type a commit, branch or tag'), value: 'typed' },
  ];
}

const MOST_REFS = 100;

/** Branches and tags, those of all repositories together. */
async function named(repositories: readonly GitRepository[]): Promise<Choice<Since | 'typed'>[]> {
  const refs = await Promise.all(repositories.map((each) => each.getRefs?.({ sort: 'committerdate' }) ?? []));
  const names = new Set(refs.flat().flatMap(({ name }) => name ?? []));
  names.delete(upstreamOf(repositories) ?? '');
  const choices = [...names].slice(0, MOST_REFS).map(
    (name): Choice<Since | 'typed'> => ({
      label: l10n.t('Since {0}', label(name, 80)),
      value: { kind: 'ref', ref: name },
    }),
  );
  return choices.length > 0
    ? [{ label: l10n.t('Branches and Tags'), kind: vscode.QuickPickItemKind.Separator, value: 'typed' }, ...choices]
    : [];
}

function askCommit(repositories: readonly GitRepository[]): Step<Draft> {
  return async (draft) => {
    if (draft.since !== 'typed') {
      return 'skip';
    }
    return answered(
      await askText<Since>({
        title: title(),
        prompt: l10n.t('A commit, branch or tag'),
        read: async (text) => {
          const ref = text.trim();
          const isKnown = (await Promise.all(repositories.map((each) => hasCommit(each, ref)))).includes(true);
          return isKnown
            ? { value: { kind: 'ref', ref } }
            : { problem: l10n.t('Git knows no commit of this name here.') };
        },
      }),
      (since) => ({ ...draft, since }),
    );
  };
}

function tickImages(repositories: readonly GitRepository[]): Step<Draft> {
  return async (draft) => {
    if (!draft.since || draft.since === 'typed') {
      return 'back';
    }
    const changed = await imagesChangedSince(draft.since, repositories);
    if (changed.length === 0) {
      tell(l10n.t('No image below public or static has changed.'));
      return 'back';
    }
    const items = searching(
      changed.map((source) => {
        const description = inLine([changeWord(source.change), folderWords(source.file)]);
        const title = label(source.value);
        return { label: title, description, searched: `${title} ${description}`, value: [source] };
      }),
    );
    return answered(
      await pickOrType<ImageSource>({
        title: title(),
        placeholder: l10n.t('Tick the images to purge'),
        items,
        ticked: items('').rows,
        typed: () => [],
      }),
      (sources) => ({ ...draft, sources }),
    );
  };
}

async function imagesChangedSince(since: Since, repositories: readonly GitRepository[]): Promise<ChangedImage[]> {
  const files = (await Promise.all(repositories.map((repository) => changedSince(repository, since)))).flat();
  const images = await Promise.all(
    files.map(async ({ file, change }) => {
      const source = await imageSourceOf(file);
      return source && !source.notOptimized ? [{ ...source, change }] : [];
    }),
  );
  const compareNames = nameOrder();
  return distinctBy(images.flat(), ({ file }) => file).sort((a, b) => compareNames(a.value, b.value));
}

function changeWord(change: ChangedFile['change']): string {
  const words: Readonly<Record<ChangedFile['change'], string>> = {
    changed: l10n.t('changed'),
    new: l10n.t('new'),
    gone: l10n.t('deleted'),
  };
  return words[change];
}
