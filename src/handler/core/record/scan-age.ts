import { AmiScan } from '../model/facts';
import { millisOf } from '../model/time';

/** Results that are younger need no further scan: something scans the AMI continuously, or a scan was requested today. */
const FRESH_MILLIS = 20 * 3600 * 1000;

/** When the newest results of the AMIs of an image were written, or undefined if there are none. */
export function scannedAtOf(scans: readonly AmiScan[]): string | undefined {
  const times = scans.map(({ scannedAt }) => scannedAt).filter((time) => millisOf(time) !== undefined);
  return times.sort((a, b) => millisOf(b)! - millisOf(a)!)[0];
}

/** The AMI whose scan is to be requested, if the results are old or absent. The copies of an image have the same content, so one is enough. */
export function amiToScan(scans: readonly AmiScan[], now: Date): string | undefined {
  const scannedAt = millisOf(scannedAtOf(scans)) ?? -Infinity;
  return now.getTime() - scannedAt < FRESH_MILLIS ? undefined : scans[0]?.amiId;
}
