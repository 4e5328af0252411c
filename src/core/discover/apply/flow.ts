import type { NotOptimized, Occurrence, Role } from '../../model.ts';
import { isString, joined } from '../../text-parts.ts';
import type { Leaf } from '../collect/leaves.ts';
import { isText, isUnknown, type TextValue } from '../evaluate/values.ts';
import type { FunctionNode } from '../nodes.ts';

/** What an API does with its tags or images. */
export interface SinkKind {
  readonly role: Role;
  readonly api: string;
}

/** A value on its way into a sink. */
export interface Flow {
  readonly leaf: Leaf;
  readonly sink: SinkKind;
  /** The project's own wrapper that it goes through. */
  readonly via?: string;
  readonly notOptimized?: NotOptimized;
  readonly handed?: Occurrence['handed'];
  /**
   * A component takes it out of a record that is handed to it (`<Card post={post} />`), or a function calls a sink that
   * is handed to it: the place is theirs, whichever file hands it in.
   */
  readonly takenOut?: true;
}

/** That leaves reach a sink. */
export const reaching =
  (sink: SinkKind) =>
  (leaf: Leaf): Flow => ({ leaf, sink });

/**
 * Whether a wrapper says itself which tags it means, of which its callers only fill in a part. Separators alone
 * (`${type}:${id}`) say nothing, and neither does a parameter that its type says to be one of some texts. An image is
 * named by who writes the end of its address: behind `/docs${src}` the callers do, in `/logos/${name}.svg` they do not.
 */
export function namesTarget({ leaf: { value }, sink }: Flow): boolean {
  if (!isText(value) || (sink.role === 'image' && typeof value.parts.at(-1) === 'object')) {
    return false;
  }
  return !isByType(value) && value.parts.some((part) => isString(part) && /[\p{L}\p{N}]/u.test(part));
}

/** Whether a text depends on parameters whose types name all that it can be. */
function isByType({ parts, params }: TextValue): boolean {
  return params.length > 0 && !hasHole(parts);
}

const hasHole = (parts: TextValue['parts']): boolean => parts.some((part) => !isString(part));

/** Whether types tell all that stands at a place where a call leaves a hole: what it hands in is none of them. */
export function isToldByType({ leaf }: Flow, own: readonly Flow[]): boolean {
  const here = own.filter((each) => each.leaf.node === leaf.node);
  return (
    isText(leaf.value) &&
    hasHole(leaf.value.parts) &&
    here.length > 0 &&
    here.every((each) => isText(each.leaf.value) && isByType(each.leaf.value))
  );
}

/** Whether the value is one of several that stand at the same place, one of which the callers hand in. */
export function isBesideUnknown({ leaf }: Flow, all: readonly Flow[]): boolean {
  return !isUnknown(leaf.value) && all.some((other) => isUnknown(other.leaf.value) && other.leaf.node === leaf.node);
}

/** Whether a wrapper reaches a value that stands elsewhere (`getPost(client, id)` tags it) whatever its callers hand in. */
export function isNamedWithout(found: Flow, own: readonly Flow[]): boolean {
  return (
    namesTarget(found) && own.some((each) => each.leaf.node === found.leaf.node && spelling(each) === spelling(found))
  );
}

/** Whether the caller of a component is given what it hands to it: then its own callers write the address. */
export function isOpenAddress({ leaf: { value }, sink }: Flow, fn: FunctionNode): boolean {
  return sink.role === 'image' && isText(value) && value.params.some((each) => each !== fn);
}

/** A value without the names of its holes: two spellings of one pattern are the same. */
export function spelling({ leaf: { value }, sink }: Flow): string {
  switch (value.kind) {
    case 'text':
      return `${sink.role} ${joined(value.parts, () => '\0')}`;
    case 'asset':
      return `${sink.role} ${value.file}`;
    default:
      return `${sink.role} \0`;
  }
}
