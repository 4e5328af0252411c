import type { Project } from './client.ts';

/**
 * The domains that show a project's production, those of its own before those that Vercel gives. One that redirects
 * elsewhere shows nothing.
 */
export function productionDomains({ alias = [], targets }: Pick<Project, 'alias' | 'targets'>): string[] {
  const assigned = alias.filter(({ target, redirect }) => target === 'PRODUCTION' && !redirect);
  const domains = [...new Set([...assigned.map(({ domain }) => domain), ...(targets?.production?.alias ?? [])])];
  const isGiven = (domain: string) => domain.endsWith('.vercel.app');
  return [...domains.filter((domain) => !isGiven(domain)), ...domains.filter(isGiven)];
}
