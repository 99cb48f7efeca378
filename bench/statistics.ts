/** Pairs of measurements; programs that are compared run in turn, so that whatever disturbs the machine disturbs both. */
export const RUNS = Number(process.env.BENCH_RUNS ?? 15);

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle half of the values. */
export function middleHalf(values: readonly number[]): string {
  return `${quantile(values, 0.25).toFixed(2)}–${quantile(values, 0.75).toFixed(2)}`;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}
