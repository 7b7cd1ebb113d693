/** The words of the dictionary never travel to a browser: what the page and the flags import must not lead to them. */
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it.each(['sites/checklist/audit.ts', 'sites/checklist/secrets/features.ts', 'sites/checklist/secrets/rules.ts'])(
  '%s does not import the words',
  async (entry) => {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
    });
    expect(Object.keys(metafile.inputs).filter((file) => file.includes('dictionary.generated'))).toEqual([]);
  },
);
