/** Properties draw the same few values in each run: a mutant must live or die by the code, not by luck. */
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 25, seed: 1 });
