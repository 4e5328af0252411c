import * as z from 'zod/mini';

/** What only helps: `undefined` where it has a strange form, so that it hides nothing beside it. */
export const ifReadable = <T>(schema: z.ZodMiniType<T>) =>
  z.optional(z.transform((value: unknown): T | undefined => schema.safeParse(value).data));
