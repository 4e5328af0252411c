import { wordMap } from '../../word-set.ts';
import type { Identifier } from '../nodes.ts';
import { routeCacheOptionsAt, routeRulesAt } from './astro.ts';
import { nextOptionsAt } from './next-options.ts';
import type { TagOptions } from './tag-options.ts';

/** Names whose surroundings alone tell that tags stand there, whoever reads them, and where. */
export const SHAPES = wordMap<(name: Identifier, file: string) => readonly TagOptions[]>({
  next: nextOptionsAt,
  cache: routeCacheOptionsAt,
  routeRules: routeRulesAt,
});
