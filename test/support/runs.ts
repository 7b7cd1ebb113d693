/** How many values a property draws: as many as its test says, few for each mutant (docs/mutation.md). */
export const runs = (count: number): number => Number(process.env['RUNS'] ?? count);
