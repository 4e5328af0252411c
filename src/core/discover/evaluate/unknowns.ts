import { mapOptions, unknown, type Value } from './values.ts';

/** What becomes of an unknown when something is taken out of it. */
export function carried(value: Value, name: string): Value {
  if (value.kind === 'either') {
    return mapOptions(value, (option) => carried(option, name));
  }
  if (value.kind === 'unknown') {
    return unknown(value.reason, name, value.params);
  }
  if (value.kind === 'text') {
    return unknown('runtime', name, value.params);
  }
  return value.kind === 'external' ? { ...value, path: [...value.path, '[]'] } : unknown('runtime', name);
}
