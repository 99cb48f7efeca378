import scans from '../model/ec2-scans.json';

interface Ref {
  readonly shape: string;
  /** In a request, with a first letter in upper case; in an answer as it is. */
  readonly name: string;
}

export interface Ec2Shape {
  readonly type: 'structure' | 'list' | 'string' | 'integer' | 'double' | 'boolean' | 'timestamp';
  readonly members?: Readonly<Record<string, Ref>>;
  readonly required?: readonly string[];
  readonly member?: Ref;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** The operations of Amazon EC2 that read scans of AMIs, reduced by `generate_ec2.py`. */
export const EC2_MODEL = scans as unknown as {
  readonly source: Readonly<Record<string, string>>;
  readonly version: string;
  readonly operations: Readonly<Record<string, { readonly input: string; readonly output: string }>>;
  readonly shapes: Readonly<Record<string, Ec2Shape>>;
};
