/** Milliseconds since 1970 of a time as the service writes it, or nothing when it is absent or not a time. */
export function millisOf(time: string | undefined): number | undefined {
  const millis = Date.parse(time ?? '');
  return Number.isNaN(millis) ? undefined : millis;
}

/** Whether this is a day of the calendar, as yyyy-mm-dd. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || millisOf(text) === undefined) return false;
  // Written back it differs where the month has no such day. A sign belongs to years of more digits.
  return dayOf(new Date(text)) === text && /^[0-9]/.test(text);
}

/** The day of a moment in UTC, as yyyy-mm-dd; such days compare as texts do. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
