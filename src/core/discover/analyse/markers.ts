import { distinctBy } from '../../maps.ts';
import { isString, joined } from '../../text-parts.ts';
import { type Flow, reaching } from '../apply/flow.ts';
import type { Collector } from '../collect/collector.ts';
import { type Leaf, siteAt } from '../collect/leaves.ts';
import { itemsOf } from '../collect/lists.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { type Env, exactText, isText, optionsOf, type Part, type TextValue, type Value } from '../evaluate/values.ts';
import { nameOfHolder } from '../holders.ts';
import { isLiteral, isMember } from '../kinds.ts';
import { dialectOf } from '../languages/index.ts';
import { HOLE } from '../languages/mapped-text.ts';
import type { Expression, Node, SpreadElement } from '../nodes.ts';
import { commandAt, mayBeCommand, purgesOf, writtenAsShell } from '../sinks/commands.ts';
import { type Endpoint, endpointIn, mayNameEndpoint, pathsTo, sendingOf, urlAround } from '../sinks/endpoint.ts';
import { headerValueAt, isTagHeader, sourceOfRule } from '../sinks/header.ts';
import { isAddress, mayNameOptimizer, sourceInUrl, sourcesWrittenIn } from '../sinks/optimizer.ts';

/** Whether a piece of a text may mark a sink: as the header's name, as an endpoint's URL, as a command of the CLI, as an optimizer's URL. */
export const mayMark = (piece: string): boolean =>
  isTagHeader(piece) || mayNameEndpoint(piece) || mayBeCommand(piece) || mayNameOptimizer(piece);

export interface MarkerParts {
  readonly env: Env;
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  /** Keeps what is found at a place, in the file's own frames and in those of callers. */
  find(place: Node, at: (env: Env) => readonly Flow[]): void;
  /** Notes that a constant of this name holds the marker. */
  addConstant(name: string, marker: Node): void;
}

/** Finds what reaches a sink that a text marks, where the text stands, or where a constant is used that holds it. */
export function createMarkers({ env, evaluator, collector, find, addConstant }: MarkerParts) {
  const seen = new Set<Node>();
  const textsAt = (node: Expression, inner: Env) => evaluator.textsOf(evaluator.evaluate(node, inner));

  function use(marker: Expression): void {
    if (!useOptimizerUrl(marker) && !useHeader(marker) && !useEndpoint(marker) && !useCommand(marker)) {
      const whole = urlAround(marker);
      const holder = nameOfHolder(whole);
      if (holder !== undefined && marks(whole)) {
        addConstant(holder, marker);
      }
    }
  }

  /** The same for the name of a constant that holds one; most of what is called so, or has such a member, holds none. */
  function useConstant(name: Expression): void {
    for (let at: Node | undefined = name; at === name || isMember(at); at = at.parent) {
      if (marks(at as Expression)) {
        use(name);
        return;
      }
    }
  }

  /** Does a whole expression name the header, an endpoint, or a command? A part of a URL may still become one. */
  function marks(whole: Expression): boolean {
    evaluator.refill();
    return textsAt(whole, env).some((text) => mayMark(plainly(text)));
  }

  /** `/_next/image?url=${src}`, whatever `src` is; else what is written in the URL. In components their text tells that. */
  function useOptimizerUrl(text: Expression): boolean {
    const url = isLiteral(text) || text.type === 'TemplateLiteral' ? sourceInUrl(text, env.module.tree) : undefined;
    if (url) {
      find(text, (inner) => collector.collect(url.source, inner).map(reaching(url.sink)));
      return true;
    }
    if (isLiteral(text) && isAddress(text.value)) {
      return true;
    }
    const whole = urlAround(text);
    if (dialectOf(env.module.file) === undefined || seen.has(whole)) {
      return seen.has(whole);
    }
    const written = (inner: Env) => sourcesWrittenIn(textsAt(whole, inner));
    evaluator.refill();
    if (written(env).length === 0) {
      return false;
    }
    seen.add(whole);
    find(whole, (inner) => written(inner).map(({ value, sink }) => ({ leaf: leafAt(whole, value, inner), sink })));
    return true;
  }

  /** `headers.set('Vercel-Cache-Tag', tags)`. */
  function useHeader(name: Expression): boolean {
    const value = headerValueAt(name);
    if (!value || !namesHeader(name)) {
      return false;
    }
    const sink = { role: 'assign', api: 'Vercel-Cache-Tag' } as const;
    evaluator.refill();
    const rule = sourceOfRule(name);
    const paths = rule ? textsAt(rule, env) : [];
    const segments = paths.flatMap((path) => plainly(path).match(SEGMENT) ?? []);
    find(name, (inner) =>
      collector
        .collect(value, inner)
        .flatMap((leaf) => itemsOf(withSegments(leaf, segments)))
        .map(reaching(sink)),
    );
    return true;
  }

  function namesHeader(name: Expression): boolean {
    evaluator.refill();
    return optionsOf(evaluator.evaluate(name, env)).some((option) => isTagHeader(exactText(option) ?? ''));
  }

  /** `fetch('https://api.vercel.com/v1/edge-cache/…', { body })`, by a part of its URL. Is the part one of a request? */
  function useEndpoint(part: Expression): boolean {
    const sending = sendingOf(part);
    if (!sending || seen.has(sending.place)) {
      return sending !== undefined;
    }
    const named = endpointsIn(sending.url);
    const endpoints = named.length > 0 ? named : endpointsIn(part);
    if (endpoints.length === 0) {
      return false;
    }
    seen.add(sending.place);
    find(sending.place, (inner) =>
      endpoints.flatMap((endpoint) => sending.sent.flatMap((node) => foundIn(node, endpoint, inner))),
    );
    return true;
  }

  /** The endpoints that a URL may name, each once. */
  function endpointsIn(url: Expression): readonly Endpoint[] {
    evaluator.refill();
    const named = textsAt(url, env).flatMap((text) => endpointIn(plainly(text)) ?? []);
    return distinctBy(named, ({ api }) => api);
  }

  /** What a request sends to an endpoint. A text beside its body (`api('POST', url, body, token)`) is none. */
  function foundIn(node: Expression | SpreadElement, endpoint: Endpoint, inner: Env): Flow[] {
    if (isText(evaluator.evaluate(node, inner))) {
      return [];
    }
    return pathsTo(endpoint.member)
      .flatMap((path) => collector.collectPath({ node, env: inner }, path))
      .filter(({ node: at, value }) => at !== node || 'params' in value)
      .flatMap((leaf) => (endpoint.list ? itemsOf(leaf) : [leaf]))
      .map(reaching(endpoint));
  }

  /** A command of the CLI that a script runs: as one text, or as a program and its words. */
  function useCommand(part: Expression): boolean {
    const command = commandAt(part);
    if (!command || seen.has(command.place)) {
      return command !== undefined;
    }
    seen.add(command.place);
    find(command.place, (inner) =>
      writtenAsShell(command, (node) => textsAt(node, inner)).flatMap((text) =>
        purgesOf(text).map(({ value, ...sink }) => ({
          leaf: leafAt(part, value, inner),
          sink,
        })),
      ),
    );
    return true;
  }

  return { use, useConstant };
}

const leafAt = (node: Expression, value: Value, env: Env): Leaf => ({ value, ...siteAt(node, env) });

const SEGMENT = /:\w+/g;

/** `blog-:slug`, where the path of the rule has such a segment, is filled in by the request. */
function withSegments(leaf: Leaf, segments: readonly string[]): Leaf {
  const { value } = leaf;
  if (!isText(value) || segments.length === 0) {
    return leaf;
  }
  const segment = new RegExp(`(${segments.join('|')})\\b`);
  const named = (piece: string, index: number): Part => (index % 2 === 0 ? piece : { hole: piece.slice(1) });
  const parts = value.parts.flatMap((part) => (isString(part) ? part.split(segment).map(named) : [part]));
  return { ...leaf, value: { ...value, parts } };
}

const plainly = ({ parts }: TextValue): string => joined(parts, () => HOLE);
