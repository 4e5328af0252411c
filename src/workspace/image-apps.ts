import { IMAGE_CONFIG_NAMES, type ImageConfig, imageConfigOf } from '../core/discover/image-config.ts';
import { parse } from '../core/discover/parse/parse.ts';
import { given } from '../core/given.ts';
import { isImageFile, notOptimizedSource, type ServedFile, servedBy, srcOf } from '../core/images.ts';
import type { FileId, NotOptimized } from '../core/model.ts';
import { foldersUpTo, join } from '../core/paths.ts';
import { readFirst, rootOf, statOf } from './files.ts';

/** A file and the source that the optimizer gets for it. */
export interface ImageSource {
  readonly file: FileId;
  readonly value: string;
  /** There is nothing to purge, and why. */
  readonly notOptimized?: NotOptimized;
}

/** The source image that a file of the workspace is; `undefined` for what is no image in a public folder. */
export async function imageSourceOf(file: FileId): Promise<ImageSource | undefined> {
  const root = rootOf(file);
  const served = root !== undefined && isImageFile(file) ? await serverOf(servedBy(file, root)) : undefined;
  if (!served) {
    return undefined;
  }
  const config = await imageConfigIn(served.app);
  const value = srcOf(served, config?.basePath);
  const notOptimized = whyNot(value, config);
  return { file, value, ...given({ notOptimized }) };
}

/** The innermost application that is a package; without any the outermost folder, as in a project without npm. */
async function serverOf(served: readonly ServedFile[]): Promise<ServedFile | undefined> {
  for (const each of served) {
    if (await statOf(join(each.app, 'package.json'))) {
      return each;
    }
  }
  return served.at(-1);
}

function whyNot(src: string, config: ImageConfig | undefined): NotOptimized | undefined {
  if (config?.unoptimized || config?.hasLoader) {
    return config.unoptimized ? 'unoptimized' : 'loader';
  }
  const why = notOptimizedSource(src);
  return why === 'svg' && config?.allowsSvg ? undefined : why;
}

/** What the framework's configuration in a folder says of images; `undefined` where there is none. */
async function imageConfigIn(folder: FileId): Promise<ImageConfig | undefined> {
  const text = await readFirst(IMAGE_CONFIG_NAMES.map((name) => join(folder, name)));
  return text === undefined ? undefined : imageConfigOf(parse(text, 'ts'));
}

/** An application that shows an image, and the prefix that its configuration gives to its addresses. */
export interface ImageApp {
  readonly folder: FileId;
  readonly basePath: string;
}

/** The application that a source file belongs to: the nearest package above it that has a public folder. */
export async function appOf(file: FileId): Promise<ImageApp | undefined> {
  const root = rootOf(file);
  for (const folder of foldersUpTo(file, root)) {
    const isPackage = await statOf(join(folder, 'package.json'));
    const hasPublic = (await statOf(join(folder, 'public'))) ?? (await statOf(join(folder, 'static')));
    if (hasPublic && (isPackage || folder === root)) {
      return { folder, basePath: (await imageConfigIn(folder))?.basePath ?? '' };
    }
  }
  return undefined;
}
