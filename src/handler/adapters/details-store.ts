import { s3Objects } from './s3-objects';
import { ClientLimits } from './signed-client';
import { DetailsStore } from '../ports';

/** Amazon S3, as far as documents are put there. */
export function detailsStore(limits: Partial<ClientLimits> = {}): DetailsStore {
  const objects = s3Objects(limits);
  return { put: (place, body, signal) => objects.put(place, 'application/json', body, {}, signal) };
}
