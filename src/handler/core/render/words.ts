import { NONE, UNKNOWN } from '../../../contract/values';

/** A duration for people: `1 d 2 h`, `2 h 5 min`, `3 min 20 s`, `7 s`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days > 0) return two(days, 'd', hours, 'h');
  if (hours > 0) return two(hours, 'h', minutes, 'min');
  return minutes > 0 ? two(minutes, 'min', whole % 60, 's') : `${whole} s`;
}

function two(large: number, ofLarge: string, small: number, ofSmall: string): string {
  return small > 0 ? `${large} ${ofLarge} ${small} ${ofSmall}` : `${large} ${ofLarge}`;
}

/** A status of the service as a word: `TIMED_OUT` becomes `Timed out`. Text that is no status of the service stays as it is. */
export function statusText(status: string): string {
  return /^[A-Z]+(_[A-Z]+)*$/.test(status) ? status[0] + status.slice(1).toLowerCase().replaceAll('_', ' ') : status;
}

/** The value of an attribute, or undefined if there is none or it is not known. */
export function known(value: string | number): string | undefined {
  return value === UNKNOWN || value === NONE ? undefined : String(value);
}
