import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** In PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

/**
 * A certificate for `localhost`, 127.0.0.1 and these names that nobody vouches for but itself, as a company's proxy or a
 * server of one's own has it. Made anew each time: no key lies in the repository, and none expires.
 */
export function privateCertificate(...names: readonly string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const name = sequence(set(sequence(oid(0x55, 0x04, 0x03), utf8('Private certificate of a test'))));
  const signed = sequence(
    explicit(0, integer(2)),
    der(0x02, Buffer.from([1, ...randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now - DAY_MS), time(now + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(isAuthority(), alternativeNames(names))),
  );
  const cert = sequence(signed, ECDSA_WITH_SHA256, bits(sign('sha256', signed, privateKey)));
  return { key: pemOf(privateKey), cert: pem(cert) };
}

/** Tag, length and content, as X.690 has them. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]) => der(0x31, Buffer.concat(parts));
const explicit = (at: number, part: Buffer) => der(0xa0 + at, part);
const integer = (value: number) => der(0x02, Buffer.from([value]));
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes));
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
const octets = (part: Buffer) => der(0x04, part);
const bits = (content: Buffer) => der(0x03, Buffer.concat([Buffer.from([0]), content]));
const time = (ms: number) => der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')}`));

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const TRUE = der(0x01, Buffer.from([0xff]));

/** `basicConstraints`, critical: it may vouch for itself. */
const isAuthority = () => sequence(oid(0x55, 0x1d, 0x13), TRUE, octets(sequence(TRUE)));

/** `subjectAltName` */
function alternativeNames(names: readonly string[]): Buffer {
  const hosts = ['localhost', ...names].map((host) => der(0x82, Buffer.from(host)));
  return sequence(oid(0x55, 0x1d, 0x11), octets(sequence(...hosts, der(0x87, Buffer.from([127, 0, 0, 1])))));
}

const pemOf = (key: KeyObject): string => String(key.export({ type: 'pkcs8', format: 'pem' }));

function pem(content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
