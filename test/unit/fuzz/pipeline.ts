import type { SourceHost } from '../../../src/core/discover/port.ts';
import type { Occurrence } from '../../../src/core/model.ts';
import { Lines } from '../../../src/node/lines.ts';
import { discoveryOver } from '../discover/workspace.ts';

/** Finds everything in one file that stands alone in its workspace, as the extension does. Lets faults through. */
export function occurrencesIn(file: string, text: string): readonly Occurrence[] {
  const host: SourceHost = {
    readText: (each) => (each === file ? text : null),
    kind: (each) => (each === file ? 'file' : null),
    list: () => [],
    rootOf: () => '/w',
  };
  const discovery = discoveryOver(host);
  discovery.update(file, text);
  return discovery.findings(file).occurrences;
}

/** What is wrong with occurrences of a text, whatever it holds. */
export function faultsOf(occurrences: readonly Occurrence[], text: string): string[] {
  const lines = new Lines(text);
  return occurrences.flatMap(({ span: { start, end }, value }) => [
    ...(0 <= start && start <= end && end <= text.length ? [] : [`${start}-${end} is not inside of the text`]),
    ...(disagrees(lines, text, start) ? [`line and column of ${start} are not where it stands`] : []),
    ...(value.certainty === 'exact' && value.text === '' ? [`nothing is found at ${start}`] : []),
  ]);
}

/** Counts lines once more, the plain way. */
function disagrees(lines: Lines, text: string, offset: number): boolean {
  const { line, column } = lines.at(offset);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const isBetween = text[offset - 1] === '\r' && text[offset] === '\n';
  return !isBetween && (line !== before.length || column !== (before.at(-1)?.length ?? 0) + 1);
}
