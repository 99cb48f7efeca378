/** Milliseconds since 1970 of a time as the service writes it, or nothing when it is absent or not a time. */
export function millisOf(time: string | undefined): number | undefined {
  const millis = Date.parse(time ?? '');
  return Number.isNaN(millis) ? undefined : millis;
}

/** The day of a moment in UTC, as yyyy-mm-dd; such days compare as texts do. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
