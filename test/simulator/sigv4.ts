import { ApiError } from './api-error';

export interface Credential {
  readonly accessKey: string;
  readonly region: string;
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request, ?SignedHeaders=\S+, ?Signature=[0-9a-f]{64}$/;

/** Who makes a request, by its Signature Version 4 header. The signature itself is not verified: the simulator knows no secrets. */
export function credentialOf(authorization: string | undefined, scope: 'imagebuilder' | 'ec2' | 'inspector2' = 'imagebuilder'): Credential {
  if (!authorization) {throw new ApiError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);}
  const match = AUTHORIZATION.exec(authorization);
  if (!match) {throw new ApiError('IncompleteSignatureException', 'The Authorization header must be one of Signature Version 4.', 403);}
  const [, accessKey, region, service] = match;
  if (service !== scope) {
    throw new ApiError('InvalidSignatureException', `Credential should be scoped to correct service: '${scope}', got: ${service}.`, 403);
  }
  return { accessKey, region };
}
