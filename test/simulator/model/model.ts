import constraints from './imagebuilder-constraints.json';

export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'double' | 'boolean' | 'timestamp';
  /** Members of a structure with the names of their shapes. */
  readonly members?: Readonly<Record<string, string>>;
  /** Members of an input that do not stand in the body: `querystring` or `uri`. */
  readonly locations?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Bounds of a number, of the length of a string, or of the number of entries. */
  readonly min?: number;
  readonly max?: number;
  /** Of an exception. */
  readonly httpStatus?: number;
}

export interface ModelOperation {
  readonly method: string;
  readonly uri: string;
  readonly input: string;
  readonly output: string;
  readonly errors: readonly string[];
}

/** The service model, reduced by `generate.py`; newer than the one in the SDK. */
export const MODEL = constraints as unknown as {
  readonly source: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
};

/** Names of the members that a structure has. */
export function membersOf(shape: string): readonly string[] {
  return Object.keys(MODEL.shapes[shape].members ?? {});
}
