import type { FileId } from '../../core/model.ts';
import { extname, isInside, relative } from '../../core/paths.ts';

const IMAGES = new Set(['.png', '.jpg', '.jpeg', '.webp', '.avif', '.gif', '.tif', '.tiff', '.bmp', '.ico', '.heic']);
const SERVED = new Set(['public', 'static']);

/**
 * The source of an image that is served as it lies: its path from the outermost `public/` (Next, Nuxt, Astro) or
 * `static/` (SvelteKit) of the workspace on. SVGs are not optimized, so there is nothing to purge.
 */
export function sourceOfFile(file: FileId, root: FileId | undefined): string | undefined {
  if (root === undefined || !isInside(file, root) || !IMAGES.has(extname(file))) {
    return undefined;
  }
  const segments = relative(root, file).split('/');
  const at = segments.slice(0, -1).findIndex((segment) => SERVED.has(segment));
  return at < 0 ? undefined : `/${segments.slice(at + 1).join('/')}`;
}
