/**
 * What is added to Stryker's own list of mutators: numbers, and a drawn share of all mutants.
 *
 * Stryker has no plugins for mutators, so its list is changed in place; it is no export of the package and is found by path.
 */
import { createHash } from 'node:crypto';

const DIST = '../../node_modules/@stryker-mutator/instrumenter/dist/src/mutators/mutate.js';

const { allMutators } = await import(new URL(DIST, import.meta.url).href);

/** Each number that is not part of a type or the name of a property is one more. */
const numbers = {
  name: 'NumericLiteral',
  *mutate(path) {
    if (path.isNumericLiteral() && path.key !== 'key' && !path.parentPath.isTSType()) {
      yield { ...path.node, value: path.node.value + 1, extra: undefined };
    }
  },
};

/** @param {string} name @returns {number} in [0, 1), the same for the same name */
function drawn(name) {
  return createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
}

/** @param {number} share of all mutants, each drawn by itself @param {string} seed */
function draw(mutator, share, seed) {
  return {
    name: mutator.name,
    *mutate(path) {
      const { filename } = path.hub.file.opts;
      const { line, column } = path.node.loc.start;
      let nth = 0;
      for (const replacement of mutator.mutate(path)) {
        const name = [
          seed,
          filename.slice(filename.indexOf('/sites/')),
          line,
          column,
          path.type,
          mutator.name,
          nth++,
        ].join(':');
        if (drawn(name) < share) {
          yield replacement;
        }
      }
    },
  };
}

/** To be called once, before anything is instrumented. */
export function prepareMutators({ share, seed }) {
  allMutators.push(numbers);
  if (share < 1) {
    allMutators.splice(0, allMutators.length, ...allMutators.map((mutator) => draw(mutator, share, seed)));
  }
}
