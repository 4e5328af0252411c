import { bodyOf, type PurgeCall, pathOf } from '../vercel/endpoints.ts';

/**
 * A call as commands and as text, for the clipboard and for a dry run. The token is always `$VERCEL_TOKEN`. Commands are
 * for a POSIX shell; whatever a value holds, it stays one argument, and characters that cannot be seen are escaped.
 */

/** The request itself: method and address, an empty line, the JSON body. */
export function asRequest(call: PurgeCall, baseUrl: string): string {
  return `POST ${baseUrl}${pathOf(call)}\n\n${seen(JSON.stringify(bodyOf(call), null, 2))}`;
}

/** The same request as a curl command. */
export function asCurl(call: PurgeCall, baseUrl: string): string {
  return [
    `curl -X POST ${quoted(baseUrl + pathOf(call))}`,
    '  -H "Authorization: Bearer $VERCEL_TOKEN"',
    "  -H 'Content-Type: application/json'",
    `  --data-raw ${quoted(seen(JSON.stringify(bodyOf(call))))}`,
  ].join(' \\\n');
}

/**
 * Commands of the Vercel CLI that purge the same targets. The CLI takes one image at a time and knows no environment:
 * `everyEnvironment` tells that these commands reach further than the call, and has to be said.
 */
export function asCli(call: PurgeCall): { readonly commands: string; readonly everyEnvironment: boolean } {
  const { mode, kind, values, project, environment, revalidationDeadlineSeconds: deadline } = call;
  const lines = kind === 'tag' ? [`--tag=${quoted(values.join(','))}`] : values.map(imageFlag);
  const rest = [
    ...(deadline === undefined ? [] : [`--revalidation-deadline-seconds=${deadline}`]),
    `--project=${quoted(project.idOrName)}`,
    ...(project.teamId === undefined ? [] : [`--scope=${quoted(project.teamId)}`]),
    '--yes',
    '--token="$VERCEL_TOKEN"',
  ];
  return {
    commands: lines.map((line) => ['vercel cache', mode, line, ...rest].join(' ')).join('\n'),
    everyEnvironment: environment !== undefined,
  };
}

const imageFlag = (image: string): string => `--srcimg=${quoted(image)}`;

/** Characters that do not show, or that turn the reading direction: controls, formats, separators, lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** JSON with the hidden characters of its strings written as `\uXXXX`; line ends between its tokens stay. */
function seen(json: string): string {
  return json.replace(HIDDEN, (character) => (character === '\n' ? character : escapedUnits(character)));
}

function escapedUnits(character: string): string {
  return character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * One word of a POSIX shell. Hidden characters come out of `printf`, as octal bytes of UTF-8. `$( )` would drop line ends
 * at the very end; no target has any.
 */
function quoted(text: string): string {
  if (text.search(HIDDEN) < 0) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }
  return `"$(printf '${[...text.toWellFormed()].map(formatted).join('')}')"`;
}

function formatted(character: string): string {
  if (character.search(HIDDEN) >= 0) {
    return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  }
  switch (character) {
    case "'":
      return "'\\''";
    case '\\':
      return '\\\\';
    case '%':
      return '%%';
    default:
      return character;
  }
}
