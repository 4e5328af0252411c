import * as z from 'zod/mini';

/** What is made here of a few of zod's parts brings less code than further ones that zod has for it. */

/** One of these under each name, as `z.record` has it. */
export const byName = <T extends z.ZodMiniType>(schema: T) => z.catchall(z.object({}), schema);

/** What may be missing or `null`, as `z.nullish` has it. */
export const orNull = <T extends z.ZodMiniType>(schema: T) => z.optional(z.union([schema, z.literal(null)]));

/** As `z.boolean` has it. */
export const YesOrNo = z.literal([true, false]);

/** A check of whether something holds of a value, as `z.refine` has it. */
export const such =
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
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
