/** Value of an attribute that was read and has no value. */
export const NONE = 'NONE';
/** Value of an attribute that could not be read and may have a value. */
export const UNKNOWN = 'UNKNOWN';

/** A property that is written when it is true, and absent otherwise. */
export type Flag = 'true';
