import type { FileId, Occurrence } from '../model.ts';
import { isInside, relative } from '../paths.ts';
import type { Flow } from './apply/flow.ts';
import type { Module } from './evaluate/values.ts';
import { imageConfigFiles, imageConfigOf, underConfig } from './image-config.ts';
import type { Resolver } from './modules/resolver.ts';
import { occurrencesOf } from './occurrences.ts';
import type { SourceHost } from './port.ts';
import type { Source } from './sources.ts';

export interface ShownParts {
  readonly host: Pick<SourceHost, 'kind' | 'rootOf'>;
  readonly resolver: Pick<Resolver, 'packageOf'>;
  readonly moduleOf: (file: FileId) => Module | undefined;
  /** Told of each file that the answer rests on, also where it is missing: it may come. */
  readonly onRead: (file: FileId) => void;
}

/** What was found at places of a file, as occurrences of its text, and as the configuration of its project lets them be. */
export type Shown = (file: FileId, source: Source, found: readonly Flow[]) => readonly Occurrence[];

export function createShown({ host, resolver, moduleOf, onRead }: ShownParts): Shown {
  function pathFromRoot(asset: FileId, from: FileId): string {
    const root = host.rootOf(from);
    return root !== undefined && isInside(asset, root) ? relative(root, asset) : asset;
  }

  /** The framework's configuration may keep all images of a project from the optimizer. */
  function underConfigOf(file: FileId, occurrences: readonly Occurrence[]): readonly Occurrence[] {
    const folder = resolver.packageOf(file)?.folder;
    const configs = folder === undefined ? [] : imageConfigFiles(folder, occurrences);
    const config = configs.find((each) => {
      onRead(each);
      return host.kind(each) === 'file';
    });
    const tree = config && moduleOf(config)?.tree;
    return tree ? occurrences.map((each) => underConfig(each, imageConfigOf(tree))) : occurrences;
  }

  return (file, { code }, found) => {
    const occurrences = occurrencesOf(found, code.text, (asset) => pathFromRoot(asset, file));
    return underConfigOf(
      file,
      occurrences.map((each) => ({ ...each, span: code.sourceSpan(each.span) })),
    );
  };
}
