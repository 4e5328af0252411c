import type { FunctionNode } from '../nodes.ts';
import type { Context } from './context.ts';
import { exportedNamesOf, exportsOf } from './exports.ts';
import { type Env, mapOptions, optionsOf, unknown, type Value } from './values.ts';

/** Functions of Next's pages router that make the properties of the page in the same file. */
const LOADERS = ['getStaticProps', 'getServerSideProps'];

/** What Next hands to a page as its properties; `undefined` for any other function. */
export function pageProps(fn: FunctionNode, env: Env, context: Context): Value | undefined {
  const { names } = exportsOf(env.module.tree);
  const loader = LOADERS.find((name) => names.has(name));
  if (loader === undefined || !exportedNamesOf(fn, env.module.tree).includes('default')) {
    return undefined;
  }
  const result = context.apply(context.exported(env.module.file, loader), [{ value: unknown('request', 'context') }]);
  const props = mapOptions(result, (option) => context.member(option, 'props'));
  const known = optionsOf(props).filter(({ kind }) => kind === 'object' || kind === 'record');
  return known.length === 1 ? known[0] : undefined;
}
