import type { Identifier } from '../nodes.ts';
import { routeCacheOptionsAt, routeRulesAt } from './astro.ts';
import { nextOptionsAt } from './next-options.ts';
import type { TagOptions } from './tag-options.ts';

/** Names whose surroundings alone tell that tags stand there, whoever reads them, and where. */
export const SHAPES: ReadonlyMap<string, (name: Identifier, file: string) => readonly TagOptions[]> = new Map([
  ['next', nextOptionsAt],
  ['cache', routeCacheOptionsAt],
  ['routeRules', routeRulesAt],
]);
