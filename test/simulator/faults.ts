import { Fault, FaultEffect, Occurrence, Patch } from './scenario';
import { canonical, Wire } from './wire';

/** The faults of a scenario with the number of calls that each has seen. */
export class Faults {
  private readonly seen: number[];

  constructor(private readonly faults: readonly Fault[] = []) {
    this.seen = faults.map(() => 0);
  }

  /** The fault that strikes this call, if one does. Every call has to be asked about once. */
  strike(operation: string, input: Wire): { index: number; effect: FaultEffect } | undefined {
    const due = this.faults.map((fault, i) => matches(fault, operation, input) && isDue(fault, ++this.seen[i]));
    const index = due.indexOf(true);
    return index < 0 ? undefined : { index, effect: this.faults[index].effect };
  }
}

function matches({ operation, where = {} }: Fault, called: string, input: Wire): boolean {
  return (operation === '*' || operation === called)
    && Object.entries(where).every(([member, value]) => canonical(input[member]) === canonical(value));
}

/** Whether this is one of those that are meant, counted from 1. */
export function isDue({ nth, every, between }: Occurrence, count: number): boolean {
  if (nth !== undefined) {return count === nth;}
  if (every !== undefined) {return count % every === 0;}
  if (between !== undefined) {return count >= between[0] && count <= between[1];}
  return true;
}

/** The answer with members set or deleted; the given one stays as it is. */
export function patched(answer: Wire, patches: readonly Patch[]): Wire {
  const copy = structuredClone(answer);
  for (const patch of patches) {
    const path = [...('set' in patch ? patch.set : patch.delete).matchAll(/[^.[\]]+/g)].map(([part]) => part);
    for (const parent of placesAt(copy, path.slice(0, -1), 'set' in patch)) {
      for (const key of keysAt(parent, path.at(-1)!)) {
        if ('set' in patch) {
          parent[key] = patch.value;
        } else if (Array.isArray(parent)) {
          parent.splice(Number(key), 1);
        } else {
          delete parent[key];
        }
      }
    }
  }
  return copy;
}

/** The structures and lists that a path leads to. Missing structures on the way are made when something is to be set in them. */
function placesAt(root: any, path: readonly string[], make: boolean): any[] {
  return path.reduce<any[]>((places, part) => places.flatMap((place) => keysAt(place, part).flatMap((key) => {
    if (make && place[key] === undefined) {place[key] = {};}
    return typeof place[key] === 'object' && place[key] !== null ? [place[key]] : [];
  })), [root]);
}

function keysAt(place: any, part: string): string[] {
  return part === '*' ? Object.keys(place).reverse() : [part];
}
