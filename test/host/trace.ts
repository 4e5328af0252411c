import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** A time in which the thread did not come back, in milliseconds. */
export interface Hold {
  readonly length: number;
  /** How much of it code of this extension took, as samples tell. */
  readonly own: number;
}

export interface Trace {
  readonly time: number;
  readonly holds: readonly Hold[];
  /** As the developer tools of any Chromium open it. */
  readonly profile: object;
}

const SAMPLE_US = 500;
/** How often it is looked whether the thread is free, in milliseconds. */
const BEAT_MS = 1;
/** What is no longer than this is nobody's hold. */
const SHORTEST_MS = 2;

/** Watches the thread while something is done. `ownFolder` is where the code of this extension lies. */
export async function traced(work: () => PromiseLike<unknown>, ownFolder: string): Promise<Trace> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await session.post('Profiler.start');
  const heart = startHeart();
  const began = performance.now();
  await work();
  const time = performance.now() - began;
  const spans = heart.stop();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const samples = ownSamples(profile, ownFolder);
  return { time, profile, holds: spans.map((span) => ({ length: span.end - span.start, own: within(span, samples) })) };
}

interface Span {
  /** Milliseconds of the monotonic clock. */
  readonly start: number;
  readonly end: number;
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

function startHeart(): { stop(): readonly Span[] } {
  const spans: Span[] = [];
  let last = now();
  const beat = () => {
    const at = now();
    const start = last + BEAT_MS;
    if (at - start > SHORTEST_MS) {
      spans.push({ start, end: at });
    }
    last = at;
    timer = setTimeout(beat, BEAT_MS);
  };
  let timer = setTimeout(beat, BEAT_MS);
  return {
    stop() {
      clearTimeout(timer);
      return spans;
    },
  };
}

/** When a stack was seen with code of ours in it, and for how long: profiles tell microseconds of the monotonic clock. */
function ownSamples({ nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile, ownFolder: string): Span[] {
  const own = new Set<number>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, isInside: boolean) => {
    const node = byId.get(id);
    const isOwn = isInside || node?.callFrame.url.includes(ownFolder) === true;
    if (isOwn) {
      own.add(id);
    }
    for (const child of node?.children ?? []) {
      visit(child, isOwn);
    }
  };
  visit(nodes[0]?.id ?? 0, false);
  let at = startTime / 1000;
  return samples.flatMap((id, index) => {
    const start = at;
    at += (timeDeltas[index] ?? 0) / 1000;
    return own.has(id) ? [{ start, end: at }] : [];
  });
}

function within({ start, end }: Span, samples: readonly Span[]): number {
  return samples.reduce((sum, each) => sum + Math.max(0, Math.min(end, each.end) - Math.max(start, each.start)), 0);
}
