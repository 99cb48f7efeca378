import { restErrorIn } from './rest-error';
import { ClientLimits, endpointOf, signedClient, USUAL_LIMITS } from './signed-client';
import { callFailureOf } from '../core/model/call-failure';
import { AmiScanner } from '../ports';

/** Amazon Inspector, as far as scans are started there; Region, credentials and endpoint come from the environment. */
export function amiScanner(limits: Partial<ClientLimits> = {}): AmiScanner {
  const inspector = signedClient('inspector2', restErrorIn, { ...USUAL_LIMITS, ...limits });
  return {
    async start(amiId, signal) {
      const call = { service: 'inspector2', operation: 'StartOnDemandScan', resource: amiId } as const;
      const { url } = endpointOf('inspector2', 'INSPECTOR2');
      url.pathname = `${url.pathname.replace(/\/$/, '')}/ondemand/scan`;
      const body = JSON.stringify({ resourceId: amiId, resourceType: 'AMI' });
      try {
        await inspector.send(call, { method: 'POST', url, headers: { 'content-type': 'application/json' }, body }, signal);
      } catch (error) {
        // A scan is in progress.
        if (callFailureOf(error).code !== 'ConflictException') throw error;
      }
    },
  };
}
