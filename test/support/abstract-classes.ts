/** Public classes of which there are no constructs. */
export const ABSTRACT_CLASSES = ['ComponentBase'];
