import scans from '../model/inspector2-scans.json';
import { MODEL } from '../model/model';

/** The operations of Amazon Inspector that scan an AMI on demand, reduced by `generate_inspector2.py`. */
export const INSPECTOR2_MODEL = scans as unknown as typeof MODEL;
