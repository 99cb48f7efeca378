import { IConstruct } from 'constructs';

/** Marks a construct as one of a class, by the identifier of the class for property injection. */
export function markAs(construct: IConstruct, classId: string): void {
  Object.defineProperty(construct, Symbol.for(classId), { value: true });
}

/** Whether a construct is marked. `instanceof` would fail for a construct of another copy of this library in the same app. */
export function isMarkedAs(construct: unknown, classId: string): boolean {
  return typeof construct === 'object' && construct !== null && Symbol.for(classId) in construct;
}
