import { attempt } from './attempt.ts';
import type { FileId, NotOptimized } from './model.ts';
import { basename, extname, join, segmentsBelow } from './paths.ts';
import { wordSet } from './word-set.ts';

/**
 * Which string names a source image, and which file a string names.
 *
 * The optimizer is asked for `/_next/image?url=…`, and keeps its results under the `url`, decoded once. That is the
 * very string of `src`: Next passes it through `encodeURIComponent` and changes nothing else. So a blank or a letter
 * beyond ASCII stays as it is written. Of `#`, `?` and `%` the optimizer itself makes something else when it fetches
 * the source (a fragment, a query, an escape): a `src` that works has them escaped.
 */

/** Folders whose files are served from the root: Next, Nuxt, Astro and Vite; SvelteKit. */
const PUBLIC_FOLDERS = ['public', 'static'];

const IMAGE_EXTENSIONS = wordSet('.png .jpg .jpeg .gif .webp .avif .svg .bmp .ico .tif .tiff .heic .jxl');

/** Does the name of a file say that it is an image? */
export function isImageFile(file: FileId): boolean {
  return IMAGE_EXTENSIONS.has(extname(file));
}

/** A file in a folder that an application serves from the root. */
export interface ServedFile {
  /** The folder of the application: that which holds `public/` or `static/`. */
  readonly app: FileId;
  /** From the public folder on, without a leading slash. */
  readonly path: string;
}

/**
 * The applications below `root` that a file can belong to, the innermost first; none for a file that lies in no public
 * folder. `public/static/a.png` has two, of which one is an application: that which is a package.
 */
export function servedBy(file: FileId, root: FileId): ServedFile[] {
  const segments = segmentsBelow(root, file);
  return segments
    .slice(0, -1)
    .flatMap((segment, at) =>
      PUBLIC_FOLDERS.includes(segment)
        ? [{ app: join(root, segments.slice(0, at).join('/')), path: segments.slice(at + 1).join('/') }]
        : [],
    )
    .reverse();
}

/**
 * The source image that a served file is. `basePath` is that of the framework's configuration: Next wants it written in
 * `src` and does not add it.
 */
export function srcOf({ path }: ServedFile, basePath = ''): string {
  return `${basePath}/${path.replace(/[%?#]/g, encodeURIComponent)}`;
}

/** What the URL of a statically imported image looks like after a build of Next: its hash is that of its content. */
export function builtPattern(file: FileId): string {
  const name = basename(file);
  const dot = name.lastIndexOf('.');
  return `/_next/static/media/${name.slice(0, dot)}.HASH${name.slice(dot)}`;
}

/**
 * The files of a project that a local source image can be, none of them outside its public folders. Empty for what is
 * not served from there: another host, a path that does not begin at the root or leads out of it.
 */
export function filesForSrc(src: string, projectRoot: FileId, basePath = ''): FileId[] {
  const path = pathOf(src);
  const isBased = basePath !== '' && path?.startsWith(`${basePath}/`);
  const segments = (isBased ? path?.slice(basePath.length) : path)?.slice(1).split('/');
  if (segments === undefined || segments.some((segment) => segment === '' || /^\.\.?$|[\\/\0]/.test(segment))) {
    return [];
  }
  return PUBLIC_FOLDERS.map((folder) => join(projectRoot, `${folder}/${segments.join('/')}`));
}

/** The decoded path of a local source, without its query and fragment. */
function pathOf(src: string): string | undefined {
  if (!src.startsWith('/') || src.startsWith('//')) {
    return undefined;
  }
  const path = src.split(/[?#]/, 1)[0] as string;
  // A malformed escape: the optimizer answers 400.
  return attempt(() => path.split('/').map(decodeSegment).join('/'));
}

/** A slash or a backslash that was escaped stays escaped: it never parts folders. */
function decodeSegment(segment: string): string {
  const decoded = decodeURIComponent(segment);
  return /[\\/]/.test(decoded) ? '..' : decoded;
}

/**
 * Why a source never reaches the optimizer, or is refused by it, as far as the string itself says (its end is enough):
 * an SVG (without `dangerouslyAllowSVG`), and `data:` and `blob:` URLs, for which there is nothing to ask.
 */
export function notOptimizedSource(src: string): NotOptimized | undefined {
  if (/^(?:data|blob):/i.test(src)) {
    return 'inline';
  }
  return /\.svg(?:[?#]|$)/i.test(src) ? 'svg' : undefined;
}

/** Is a source a video? Lists hold them among their pictures; the optimizer refuses them. */
export function isVideoSource(src: string): boolean {
  return /\.(?:mp4|m4v|webm|mov|ogv|m3u8)(?:[?#]|$)/i.test(src);
}
