/**
 * Computes a getter when it is first read, and keeps the value.
 *
 * An attribute of a resource is a token that the CDK registers for good, so a resource makes those that somebody reads and no others.
 */
export function memoized(_prototype: object, name: string, descriptor: PropertyDescriptor): PropertyDescriptor {
  const compute = descriptor.get!;
  return {
    ...descriptor,
    get(this: object) {
      const value: unknown = compute.call(this);
      Object.defineProperty(this, name, { value });
      return value;
    },
  };
}
