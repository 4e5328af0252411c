import type { FileId, NotOptimized } from './model.ts';
import { extname, isInside, join, relative } from './paths.ts';

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

const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.avif',
  '.svg',
  '.bmp',
  '.ico',
  '.tif',
  '.tiff',
  '.heic',
  '.jxl',
]);

/** Does the name of a file say that it is an image? */
export function isImageFile(file: FileId): boolean {
  return IMAGE_EXTENSIONS.has(extname(file));
}

/**
 * The source image that a file under `public/` or `static/` is, in whichever project below `root`; `undefined` for any
 * other file. `basePath` is that of the framework's configuration: Next wants it written in `src` and does not add it.
 */
export function srcForFile(file: FileId, root: FileId, basePath = ''): string | undefined {
  const segments = isInside(file, root) ? relative(root, file).split('/') : [];
  const served = segments.slice(0, -1).findIndex((segment) => PUBLIC_FOLDERS.includes(segment));
  const path = segments.slice(served + 1).join('/');
  return served < 0 ? undefined : `${basePath}/${path.replace(/[%?#]/g, encodeURIComponent)}`;
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
  try {
    return path.split('/').map(decodeSegment).join('/');
  } catch {
    return undefined; // a malformed escape: the optimizer answers 400
  }
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
