/** What the emulator's account holds. `npm start` and the tests sign in with {@link DEMO_TOKEN}. */
export const DEMO_TOKEN = 'demo-token-for-the-emulator';

export interface SeedTeam {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface SeedProject {
  readonly id: string;
  readonly name: string;
  /** Absent for a project of the personal account. */
  readonly teamId?: string;
  /** Its own domain in production, beside the one that Vercel gives. */
  readonly domain?: string;
}

export interface SeedAccount {
  readonly user: { readonly id: string; readonly username: string; readonly email: string };
  readonly teams: readonly SeedTeam[];
  /** Teams that this token may not enter without logging in through SSO. */
  readonly samlTeams?: readonly string[];
  /** Neither teams nor projects are listed for this token; each can be asked for by itself. */
  readonly listsNothing?: true;
}

export const TEAMS: readonly SeedTeam[] = [
  { id: 'team_acme', slug: 'acme', name: 'Acme' },
  { id: 'team_globex', slug: 'globex', name: 'Globex' },
];

export const PROJECTS: readonly SeedProject[] = [
  { id: 'prj_storefront', name: 'storefront', teamId: 'team_acme', domain: 'storefront.example.com' },
  { id: 'prj_docs', name: 'docs', teamId: 'team_acme' },
  { id: 'prj_checkout', name: 'checkout', teamId: 'team_acme' },
  { id: 'prj_globex_site', name: 'globex-site', teamId: 'team_globex' },
  { id: 'prj_blog', name: 'blog' },
  ...Array.from({ length: 60 }, (_, index) => ({
    id: `prj_labs_${index + 1}`,
    name: `labs-${String(index + 1).padStart(2, '0')}`,
    teamId: 'team_acme',
  })),
];

export const ACCOUNTS: Readonly<Record<string, SeedAccount>> = {
  [DEMO_TOKEN]: {
    user: { id: 'user_demo', username: 'demo', email: 'demo@example.com' },
    teams: TEAMS,
  },
  'second-token-of-demo': {
    user: { id: 'user_demo', username: 'demo', email: 'demo@example.com' },
    teams: TEAMS,
  },
  'token-of-globex-only': {
    user: { id: 'user_globex', username: 'gil', email: 'gil@example.com' },
    teams: TEAMS.filter((team) => team.id === 'team_globex'),
  },
  'token-that-needs-sso': {
    user: { id: 'user_sso', username: 'sam', email: 'sam@example.com' },
    teams: TEAMS,
    samlTeams: ['team_acme'],
  },
  'token-that-lists-nothing': {
    user: { id: 'user_bot', username: 'bot', email: 'bot@example.com' },
    teams: TEAMS,
    listsNothing: true,
  },
};
