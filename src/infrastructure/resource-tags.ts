import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { checkTags } from '../common/validate';

/** Tags that Image Builder sets itself, and refuses when others set them. */
const RESERVED = ['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'];

/** Checks tags of what Image Builder creates for a build: instances and volumes. */
export function checkResourceTags(scope: IConstruct, prop: string, tags: Record<string, string>): void {
  checkTags(scope, prop, tags, 30);
  const reserved = RESERVED.find((key) => Object.hasOwn(tags, key));
  if (reserved !== undefined) {
    throw new InvalidInputError({
      prop, problem: 'Unsupported', rule: `not have the keys ${RESERVED.join(', ')}, which Image Builder sets itself`, got: reserved,
    }, scope);
  }
}
