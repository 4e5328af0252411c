/**
 * The words of the domain, shared by every layer. Values only: no behaviour, no VS Code, no Node.
 */

/**
 * Names a file: an absolute path with forward slashes, for instance `/repo/src/a.ts` in the scan script or
 * `file:///repo/src/a.ts` (percent signs decoded) in the editor. Core only ever splits it at `/`; the shell maps it
 * to and from URIs.
 */
export type FileId = string;

/** Half-open range of UTF-16 offsets into a file's text, as VS Code counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type TargetKind = 'tag' | 'image';

/** One thing that the API can purge: exactly one string. */
export interface Target {
  readonly kind: TargetKind;
  readonly value: string;
}

/** A part of a value that is known only when the code runs, named as the source names it (`id` of `${post.id}`). */
export interface Hole {
  readonly hole: string;
}

/** Why a value could not be read from the source. The ui makes the words. */
export type UnknownReason =
  | 'request' // comes from a request: search params, body, headers, form data
  | 'parameter' // a parameter of a function that code outside the workspace can call
  | 'outside' // defined in code outside the workspace
  | 'runtime' // computed when the code runs: data, a call that cannot be followed
  | 'environment' // process.env and the like
  | 'too-complex'; // a bound was reached: recursion, alternatives, depth

/**
 * What an expression yields. `exact`: this very string. `pattern`: text with holes (two texts or two holes are never
 * neighbours; at least one text that is not empty). `unknown`: nothing that could be purged.
 */
export type Value =
  | { readonly certainty: 'exact'; readonly text: string }
  | { readonly certainty: 'pattern'; readonly parts: readonly (string | Hole)[] }
  | { readonly certainty: 'unknown'; readonly reason: UnknownReason };

/** What the code does with it: sets a tag on a response, purges a tag, or shows (or purges) a source image. */
export type Role = 'assign' | 'invalidate' | 'image';

/** Why the optimizer never sees an image, so that there is nothing to purge. */
export type NotOptimized = 'svg' | 'unoptimized' | 'loader' | 'inline';

/** One value at one place of a file. An expression with several values yields several occurrences. */
export interface Occurrence {
  readonly role: Role;
  /** The sink that it reaches, as its users know it: `cacheTag`, `fetch next.tags`, `next/image`, `vercel.json`. */
  readonly api: string;
  readonly value: Value;
  /** Where the expression is written that yields the value. */
  readonly span: Span;
  /** The project's own wrapper that it goes through, by name. */
  readonly via?: string;
  /** `import hero from './hero.png'`: the value is the path of the imported file, its URL is known after a build. */
  readonly staticImport?: true;
  readonly notOptimized?: NotOptimized;
  /**
   * Of an unknown tag. `on`: a wrapper hands on what its callers give it, and what they give stands at their calls. `in`: a
   * call gives a wrapper what nobody knows; that is told in the wrapper, and here only that it is so.
   */
  readonly handed?: 'on' | 'in';
}

/** What one file holds. */
export interface FileFindings {
  readonly file: FileId;
  readonly occurrences: readonly Occurrence[];
  /** Other files that were read to find the values: when one changes, this file must be looked at again. */
  readonly dependencies: readonly FileId[];
}

export type PurgeMode = 'invalidate' | 'dangerously-delete';

/** The API's `target`. Left out, every environment is meant. */
export type Environment = 'production' | 'preview';

/** A Vercel project as a purge addresses it. */
export interface ProjectRef {
  /** `prj_…` or a name: sent as `projectIdOrName`. */
  readonly idOrName: string;
  /** `team_…`: sent as `teamId`. Absent for a personal account. */
  readonly teamId?: string;
}

/** What the user asked for, before it is cut into calls. */
export interface PurgeRequest {
  readonly project: ProjectRef;
  readonly mode: PurgeMode;
  readonly targets: readonly Target[];
  /** For tags only; images are always purged in the whole project. */
  readonly environment?: Environment;
  /** Seconds of grace for a delete, ≥ 0; absent means 0. */
  readonly revalidationDeadlineSeconds?: number;
}

/** Everything that can go wrong between here and Vercel. The ui makes the words and offers the button. */
export type Failure =
  | { readonly code: 'aborted' }
  | { readonly code: 'offline'; readonly cause: string } // no connection: DNS, refused, unreachable
  | { readonly code: 'certificate'; readonly cause: string } // a proxy's or server's certificate is not trusted
  | { readonly code: 'proxy'; readonly cause: string }
  | { readonly code: 'timeout'; readonly phase: 'connect' | 'answer' }
  | { readonly code: 'lost'; readonly cause: string } // the connection ended after the request was sent
  | { readonly code: 'bad-request'; readonly status: 400; readonly message: string }
  | { readonly code: 'token-missing' | 'token-invalid'; readonly status: 401 | 403; readonly message: string }
  | { readonly code: 'token-unreadable'; readonly cause: string } // the keyring is missing or locked
  | {
      readonly code: 'sso';
      readonly status: 401 | 403;
      readonly scope?: string;
      readonly teamId?: string;
      readonly message: string;
    }
  | { readonly code: 'forbidden'; readonly status: 403; readonly message: string }
  | { readonly code: 'payment'; readonly status: 402; readonly message: string }
  | { readonly code: 'not-found'; readonly status: 404; readonly message: string }
  | { readonly code: 'gone'; readonly status: 410; readonly message: string }
  | { readonly code: 'rate-limited'; readonly status: 429; readonly retryAfterMs?: number; readonly message: string }
  | { readonly code: 'server'; readonly status: number; readonly message: string }
  | { readonly code: 'unexpected-answer'; readonly status: number; readonly message: string };
