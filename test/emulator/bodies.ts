/** One of the four purge calls. */
export interface Endpoint {
  readonly kind: 'tags' | 'srcImages';
  readonly deletes: boolean;
}

/** By path. Only these four are real. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/edge-cache/invalidate-by-tags': { kind: 'tags', deletes: false },
  '/v1/edge-cache/dangerously-delete-by-tags': { kind: 'tags', deletes: true },
  '/v1/edge-cache/invalidate-by-src-images': { kind: 'srcImages', deletes: false },
  '/v1/edge-cache/dangerously-delete-by-src-images': { kind: 'srcImages', deletes: true },
};

/** What the published schema finds wrong with a body; `undefined` for a good one. */
export function bodyProblem(body: unknown, { kind, deletes }: Endpoint): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return 'the body should be an object.';
  }
  const allowed = [kind, ...(kind === 'tags' ? ['target'] : []), ...(deletes ? ['revalidationDeadlineSeconds'] : [])];
  const unknown = Object.keys(body).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    return `should NOT have additional property \`${unknown}\`.`;
  }
  const { target, revalidationDeadlineSeconds: deadline } = body as Record<string, unknown>;
  if (target !== undefined && target !== 'production' && target !== 'preview') {
    return '`target` should be equal to one of the allowed values "production, preview".';
  }
  if (deadline !== undefined && (!Number.isInteger(deadline) || Number(deadline) < 0)) {
    return '`revalidationDeadlineSeconds` should be an integer >= 0.';
  }
  return kind === 'tags'
    ? tagsProblem((body as Record<string, unknown>).tags)
    : imagesProblem((body as Record<string, unknown>).srcImages);
}

/** 1–16 strings of at most 256 characters, or one string of at most 8196 that is split at commas. */
function tagsProblem(tags: unknown): string | undefined {
  if (typeof tags === 'string') {
    return tags.length > 8196 ? '`tags` should NOT be longer than 8196 characters.' : undefined;
  }
  return listProblem('tags', tags, 16, 256);
}

/** 1–8 strings of at most 8192 characters. */
const imagesProblem = (images: unknown) => listProblem('srcImages', images, 8, 8192);

function listProblem(name: string, list: unknown, most: number, longest: number): string | undefined {
  if (!Array.isArray(list)) {
    return `\`${name}\` is required.`;
  }
  if (list.length < 1 || list.length > most) {
    return `\`${name}\` should contain between 1 and ${most} items.`;
  }
  if (list.some((each) => typeof each !== 'string' || each.length > longest)) {
    return `\`${name}\` should be strings of at most ${longest} characters.`;
  }
  return undefined;
}
