import * as z from 'zod/mini';
import { attempt } from './attempt.ts';

/**
 * The parts of zod that are used are few, as each brings its code into the bundle: what others of them do is said with
 * these.
 */

/** One of these under each name: `z.record`. */
export const byName = <T extends z.ZodMiniType>(schema: T) => z.catchall(z.object({}), schema);

/** What may be left out, or be nothing: `z.nullish`. */
export const nullish = <T extends z.ZodMiniType>(schema: T) => z.optional(z.union([schema, z.literal(null)]));

/** What may be left out: `z.exactOptional`, which tells it from what is `undefined`, as JSON never is. */
export const maybe = <T extends z.ZodMiniType>(schema: T) => z.optional(schema) as unknown as z.ZodMiniExactOptional<T>;

/** `z.boolean`. */
export const flag = () => z.literal([true, false]);

/** What holds for a value besides its form: any of the checks. */
export const that =
  <T>(holds: (value: T) => boolean): z.core.CheckFn<T> =>
  ({ value, issues }) => {
    if (!holds(value)) {
      issues.push({ code: 'custom', input: value });
    }
  };

/** What only helps: `undefined` where it has a strange form, so that it hides nothing beside it. */
export const ifReadable = <T>(schema: z.ZodMiniType<T>) =>
  z.optional(z.transform((value: unknown): T | undefined => schema.safeParse(value).data));

/** Reads a text that should be JSON of a form; `undefined` where it is none, or of another. */
export function readJson<T>(schema: z.ZodMiniType<T>, text: string | null): T | undefined {
  return schema.safeParse(attempt(() => JSON.parse(text ?? ''))).data;
}
