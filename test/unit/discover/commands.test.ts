import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

describe('commands that a script runs', () => {
  it('as a text: child_process, execa, zx', () => {
    expectFound(
      `execSync('npx vercel cache invalidate --tag a,b --yes', { stdio: 'inherit' }); exec(\`vercel cache dangerously-delete --tag c-\${id}\`);
       await $\`vercel cache invalidate --srcimg /d.png\`; await execaCommand('vercel cache invalidate --tag "e f"'); await promisify(exec)('vercel cache invalidate --tag no');
       const command = 'vercel cache invalidate --tag g'; execSync(command); run('cd x && vercel cache invalidate --tag=h; echo done');`,
      [
        'invalidate a',
        'invalidate b',
        'invalidate c-${id}',
        'image /d.png',
        'invalidate e f',
        'invalidate g',
        'invalidate h',
      ],
    );
  });

  it('as a program and its words', () => {
    expectFound(
      `spawn('vercel', ['cache', 'invalidate', '--tag', 'a,b', '--yes']); spawnSync('npx', ['vercel', 'cache', 'dangerously-delete', '--tag', \`c-\${id}\`]);
       await execa('vercel', ['cache', 'invalidate', '--srcimg', "/it's.png"]); execFileSync('vc', ['cache', 'invalidate', '--tag', TAGS.d]); const TAGS = { d: 'd' };`,
      ['invalidate a', 'invalidate b', 'invalidate c-${id}', "image /it's.png", 'invalidate d'],
    );
  });

  it('wrappers around it', () => {
    expectFound(
      `const purge = (tag) => execSync(\`vercel cache invalidate --tag \${tag} --yes\`); purge('a');
       function drop(...tags) { return spawn('vercel', ['cache', 'invalidate', '--tag', tags.join(',')]); } drop('b', 'c');`,
      [
        'invalidate ?parameter',
        'invalidate a (purge)',
        'invalidate ?parameter',
        'invalidate b (drop)',
        'invalidate c (drop)',
      ],
    );
  });

  it('what only speaks of one', () => {
    expectFound(
      `console.log('vercel cache invalidate --tag no'); throw new Error('run vercel cache invalidate --tag no'); program.description('vercel cache invalidate --tag no');
       const help = 'vercel cache invalidate --tag no'; execSync('echo vercel cache invalidate --tag no'); spawn('git', ['cache', 'invalidate', '--tag', 'no']);
       queryClient.invalidate(['cache', 'invalidate', '--tag', 'no']); // execSync('vercel cache invalidate --tag no')`,
      [],
    );
  });
});
