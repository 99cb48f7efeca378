/** A time of the service in milliseconds since 1970, or undefined if the time is absent or malformed. */
export function millisOf(time: string | undefined): number | undefined {
  const millis = Date.parse(time ?? '');
  return Number.isNaN(millis) ? undefined : millis;
}

/** The day of a time in UTC, as yyyy-mm-dd. Such days can be compared as texts. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
