import { serviceAt } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';

export const EXECUTION_ID = 'wf-00000000-1111-2222-3333-444444444444';
export const never: AbortSignal = new AbortController().signal;

/** Image Builder, and its port with few attempts and pages. */
export const service = serviceAt('AWS_ENDPOINT_URL_IMAGEBUILDER');
export const port = () => imageBuilder({ attempts: 2, pages: 3 });
