import type * as z from 'zod/mini';

/** Reads a text that should be JSON of a form; `undefined` where it is none, or of another. */
export function readJson<T>(schema: z.ZodMiniType<T>, text: string | null): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
