/**
 * Reads a value from outside (an answer, a file, the memory of an older version) into our form: a copy of what we know
 * of it, `undefined` where it has another form. Never throws.
 */
export type Schema<T> = (value: unknown) => T | undefined;

/** What a schema reads. */
export type Read<S> = S extends Schema<infer T> ? T : never;

/** Reads a text that should be JSON. */
export function readJson<T>(schema: Schema<T>, text: string | null): T | undefined {
  try {
    return schema(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

export const string: Schema<string> = (value) => (typeof value === 'string' ? value : undefined);
export const boolean: Schema<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
/** JSON knows no other numbers. */
export const number: Schema<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** One of a few values. */
export const one =
  <const T extends readonly (string | number | boolean)[]>(...values: T): Schema<T[number]> =>
  (value) =>
    values.find((each) => each === value);

export const nullable =
  <T>(schema: Schema<T>): Schema<T | null> =>
  (value) =>
    value === null ? null : schema(value);

/** What is read by the first of the schemas that reads it. */
export const either =
  <S extends readonly Schema<unknown>[]>(...schemas: S): Schema<Read<S[number]>> =>
  (value) => {
    for (const schema of schemas) {
      const read = schema(value);
      if (read !== undefined) {
        return read as Read<S[number]>;
      }
    }
    return undefined;
  };

/** What the schema reads, where it also passes the test. */
export const where =
  <T>(schema: Schema<T>, test: (value: T) => boolean): Schema<T> =>
  (value) => {
    const read = schema(value);
    return read !== undefined && test(read) ? read : undefined;
  };

/** Read as a whole or not at all. */
export const array =
  <T>(item: Schema<T>): Schema<T[]> =>
  (value) => {
    const read = Array.isArray(value) ? value.map(item) : undefined;
    return read?.includes(undefined) ? undefined : (read as T[] | undefined);
  };

/** Values under names that are not ours. */
export const record =
  <T>(item: Schema<T>): Schema<Record<string, T>> =>
  (value) => {
    const read = isObject(value) ? Object.entries(value).map(([key, each]) => [key, item(each)] as const) : undefined;
    return read?.every(([, each]) => each !== undefined) ? (Object.fromEntries(read) as Record<string, T>) : undefined;
  };

/** A field that may be missing. */
interface Optional<T> {
  readonly optional: Schema<T>;
  /** What has another form counts as missing, so that it hides nothing beside it. */
  readonly onlyHelps: boolean;
}

export const optional = <T>(schema: Schema<T>): Optional<T> => ({ optional: schema, onlyHelps: false });
/** A field that only helps: missing where it has another form. */
export const helpful = <T>(schema: Schema<T>): Optional<T> => ({ optional: schema, onlyHelps: true });

type Fields = Readonly<Record<string, Schema<unknown> | Optional<unknown>>>;
type Required<F> = { [K in keyof F as F[K] extends Schema<unknown> ? K : never]: Read<F[K]> };
type Missing<F> = {
  [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: F[K] extends Optional<infer T> ? T : never;
};
type ObjectOf<F> = { [K in keyof (Required<F> & Missing<F>)]: (Required<F> & Missing<F>)[K] };

/** The fields that we know; others are left out. */
export function object<F extends Fields>(fields: F): Schema<ObjectOf<F>> {
  const known = Object.entries(fields);
  return (value) => {
    if (!isObject(value)) {
      return undefined;
    }
    const read: Record<string, unknown> = {};
    for (const [name, field] of known) {
      const given = value[name];
      const isOptional = typeof field !== 'function';
      const each = given === undefined ? undefined : (isOptional ? field.optional : field)(given);
      if (each !== undefined) {
        read[name] = each;
      } else if (!isOptional || (given !== undefined && !field.onlyHelps)) {
        return undefined;
      }
    }
    return read as ObjectOf<F>;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
