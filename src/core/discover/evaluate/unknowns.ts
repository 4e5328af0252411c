import { isExternal, isText, isUnknown, mapOptions, unknown, type Value } from './values.ts';

/** What becomes of an unknown when something is taken out of it. */
export function carried(value: Value, name: string): Value {
  if (value.kind === 'either') {
    return mapOptions(value, (option) => carried(option, name));
  }
  if (isUnknown(value)) {
    return unknown(value.reason, name, value.params);
  }
  if (isText(value)) {
    return unknown('runtime', name, value.params);
  }
  return isExternal(value) ? { ...value, path: [...value.path, '[]'] } : unknown('runtime', name);
}
