import * as v from 'valibot';

/** What something from outside may look like, and what it is then. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** What has the form, and of which a condition holds. */
export const such = <T>(schema: Schema<T>, holds: (value: T) => boolean): Schema<T> => v.pipe(schema, v.check(holds));

/** Neither `NaN` nor without an end, as JSON's `1e999` is. */
export const Finite = such(v.number(), Number.isFinite);

/** One of these under each name. To the library a list is a record too. */
export const byName = <T>(schema: Schema<T>) =>
  v.pipe(
    such(v.unknown(), (value) => !Array.isArray(value)),
    v.record(v.string(), schema),
  );

/** What only helps: `undefined` where it has a strange form, so that it hides nothing beside it. */
export const ifReadable = <T>(schema: Schema<T>) => v.fallback(v.optional(schema), undefined);

/** The value as the schema describes it; `undefined` where it is none such. */
export function readAs<T>(schema: Schema<T>, value: unknown): T | undefined {
  const { success, output } = v.safeParse(schema, value, { abortEarly: true });
  return success ? output : undefined;
}

/** Reads a text that should be JSON of a form; `undefined` where it is none, or of another. */
export function readJson<T>(schema: Schema<T>, text: string | null): T | undefined {
  try {
    return readAs(schema, JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
