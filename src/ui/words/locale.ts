import { env } from 'vscode';

/** When something was, in the language of the editor. */
export const timeWords = (at: number): string => new Date(at).toLocaleString(env.language);

/** `1,234` */
export const grouped = (count: number): string => count.toLocaleString(env.language);
