import { isImageFile, notOptimizedSource, srcForFile } from '../../core/images.ts';
import type { FileId } from '../../core/model.ts';

/** The source image that a file of the workspace is; `undefined` where there is nothing to purge, as for an SVG. */
export function sourceOfFile(file: FileId, root: FileId | undefined): string | undefined {
  const src = root !== undefined && isImageFile(file) ? srcForFile(file, root) : undefined;
  return src !== undefined && notOptimizedSource(src) === undefined ? src : undefined;
}
