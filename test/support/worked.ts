/** Milliseconds of work of this process so far: on a busy computer time goes by without any. */
export const worked = (): number => process.cpuUsage().user / 1000;
