import { existsSync, globSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', '{core,main,renderer,test}/**/*.md'], { cwd: root });

/** The files of the repository that a page links to or shows, as paths from its root. */
function targetsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture)!.split('#')[0]!)
    .filter((target) => target !== '' && !/^https?:/.test(target))
    .map((target) => join(dirname(page), target));
}

describe('the pages that people read', () => {
  it.each(pages)('%s leads nowhere that is not there', (page) => {
    expect(targetsOf(page).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('show every picture of a screen', () => {
    const shown = new Set(pages.flatMap(targetsOf));
    const pictures = readdirSync(join(root, 'assets', 'screens'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.jpg'));
    expect(pictures.filter((name) => !shown.has(join('assets', 'screens', name)))).toEqual([]);
  });

  it('say of every package why it is here', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    const choices = readFileSync(join(root, 'core', 'CHOICES.md'), 'utf8');
    const named = new Set(choices.match(/@?[a-z0-9]+(?:[-/.][a-z0-9]+)*/g));
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    expect(packages.filter((name) => !/^@types\//.test(name) && !named.has(name))).toEqual([]);
  });

  it('say whose the program is where no licence file does', () => {
    const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      license?: string;
    };
    expect(readdirSync(root).filter((name) => /^licen[cs]e/i.test(name))).toEqual([]);
    expect(license).toBe('UNLICENSED');
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('`UNLICENSED`');
  });

  it('begin with a README of 8 KB at the most that says how to start and to test', () => {
    const readme = join(root, 'README.md');
    expect(statSync(readme).size).toBeLessThanOrEqual(8192);
    expect(readFileSync(readme, 'utf8')).toMatch(/^ {4}npm start\n {4}npm test$/m);
  });
});
