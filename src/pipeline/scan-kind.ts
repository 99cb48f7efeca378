import { KnownFact } from '../common/known-facts';

/** Who lists the findings of images: Amazon EC2 those of scans on demand, Image Builder those of other scans. */
export type ScanKind = 'AMAZON_EC2' | 'IMAGE_BUILDER' | 'NOT_SCANNED';

/** The scan of the images that a pipeline, an image or an execution builds. */
export const SCAN_KIND = new KnownFact<ScanKind>();
