import * as z from 'zod/mini';
import { attempt } from './attempt.ts';

/** One of these under each name. The same as `z.record`, which alone would bring as much code as `z.object`. */
export const byName = <T extends z.ZodMiniType>(schema: T) => z.catchall(z.object({}), schema);

/** What only helps: `undefined` where it has a strange form, so that it hides nothing beside it. */
export const ifReadable = <T>(schema: z.ZodMiniType<T>) =>
  z.optional(z.transform((value: unknown): T | undefined => schema.safeParse(value).data));

/** Reads a text that should be JSON of a form; `undefined` where it is none, or of another. */
export function readJson<T>(schema: z.ZodMiniType<T>, text: string | null): T | undefined {
  return schema.safeParse(attempt(() => JSON.parse(text ?? ''))).data;
}
