import { firstOf } from '../../../first-of.ts';
import type { Occurrence, Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import { type Endpoint, endpointIn } from '../../sinks/endpoint.ts';
import { holedValues } from '../json.ts';
import { type HoledText, type MappedText, type Meaning, occurrencesIn, slice } from '../mapped-text.ts';
import { fillIn, type Variables, variablesOf } from './variables.ts';
import { type Command, commandsIn, type Word } from './words.ts';

/** The purges in shell text: `vercel cache …` and curl calls of the four endpoints. */
export function purgesInShell(source: MappedText): Occurrence[] {
  if (!source.text.includes('cache')) {
    return [];
  }
  const commands = commandsIn(source);
  const variables = variablesOf(commands);
  return commands.flatMap((command) => [...purgesByCli(command, variables), ...purgesByCurl(command, variables)]);
}

/** Commands that only speak of others. */
const SPEAKING = wordSet('echo printf grep rg git sed awk test [ alias');

/** What `vercel cache` can be told to do. */
export const SUBCOMMANDS = wordSet('invalidate dangerously-delete');

/** `[npx] vercel[@version] [flags] cache invalidate|dangerously-delete --tag a,b --srcimg X`. */
function purgesByCli({ words }: Command, variables: Variables): Occurrence[] {
  const cli = words.findIndex(({ text }) => /^(?:.*\/)?(?:vercel|vc)(?:@[\w.^~-]+)?$/.test(text));
  const cache = words.findIndex(({ text }, index) => index > cli && text === 'cache');
  const subcommand = words[cache + 1]?.text ?? '';
  const speaks = words.slice(0, Math.max(cli, 0)).some(({ text }) => SPEAKING.has(text));
  if (cli < 0 || cache < 0 || speaks || !SUBCOMMANDS.has(subcommand)) {
    return [];
  }
  const api = `vercel cache ${subcommand}`;
  return flagsOf(words.slice(cache + 2)).flatMap(({ flag, value, span }) =>
    flag === '--tag'
      ? purgesIn(value, span, { role: 'invalidate', api, list: true }, variables)
      : flag === '--srcimg'
        ? purgesIn(value, span, { role: 'image', api }, variables)
        : [],
  );
}

function purgesIn(value: HoledText, span: Span, meaning: Meaning, variables: Variables): Occurrence[] {
  return fillIn(value, variables).flatMap((text) => occurrencesIn(text, span, meaning, 'environment'));
}

interface Flag {
  readonly flag: string;
  readonly value: HoledText;
  readonly span: Span;
}

/** `--flag value` and `--flag=value`. */
function flagsOf(words: readonly Word[]): Flag[] {
  return words.flatMap((word, index) => {
    const equals = word.text.indexOf('=');
    if (!word.text.startsWith('--')) {
      return [];
    }
    if (equals >= 0) {
      const value = slice(word, equals + 1, word.text.length);
      return [{ flag: word.text.slice(0, equals), value, span: { start: word.at(equals) + 1, end: word.end } }];
    }
    const next = words[index + 1];
    return next && !next.text.startsWith('--')
      ? [{ flag: word.text, value: next, span: { start: next.start, end: next.end } }]
      : [];
  });
}

const DATA_FLAGS = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)(=|$)/;

/** `curl https://api.vercel.com/v1/edge-cache/invalidate-by-tags -d '{"tags":["a"]}'`. */
function purgesByCurl({ words, input }: Command, variables: Variables): Occurrence[] {
  const endpoint = firstOf(words, ({ text }) => endpointIn(text));
  if (endpoint === undefined || !words.some(({ text }) => /^(?:.*\/)?curl(?:\.exe)?$/.test(text))) {
    return [];
  }
  const bodies = new Set(bodiesOf(words, input));
  return [...bodies].flatMap((body) => valuesInBody(body, endpoint, variables));
}

function bodiesOf(words: readonly Word[], input: Word | undefined): Word[] {
  return words.flatMap((word, index) => {
    const [flag, equals] = DATA_FLAGS.exec(word.text) ?? [];
    const isGlued = flag === undefined && word.text.startsWith('-d') && word.text.length > 2;
    const body = equals === '=' ? from(word, flag?.length ?? 0) : isGlued ? from(word, 2) : flag && words[index + 1];
    return body ? [body.text === '@-' && input ? input : body] : [];
  });
}

/** The word without its first characters. */
function from(word: Word, index: number): Word {
  const rest = slice(word, index, word.text.length);
  return { ...rest, start: word.at(index - 1) + 1, end: word.end, at: (offset) => word.at(index + offset) };
}

function valuesInBody(body: Word, endpoint: Endpoint, variables: Variables): Occurrence[] {
  return holedValues(body, endpoint.member).flatMap((value) =>
    purgesIn(value, { start: body.at(value.start), end: body.at(value.end) }, endpoint, variables),
  );
}
