import { allows, Request, Role } from './policies';
import type { AuthorizationRequest } from '../simulator';

/** A call that was decided on. */
export interface JudgedCall {
  /** Logical id of the role. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** Decides on calls as IAM would with the policies of a template, where the access key of a caller is the logical id of its role. */
export class Judge {
  readonly calls: JudgedCall[] = [];
  /** An action that no role may take, whatever its policies say. */
  removedAction?: string;

  constructor(private readonly roles: ReadonlyMap<string, Role>) {}

  readonly authorize = async ({ accessKey, action, resource, resourceTags = {}, requestTags }: AuthorizationRequest): Promise<string | undefined> => {
    const statements = (this.roles.get(accessKey)?.statements ?? []).map((statement) => ({
      ...statement, Action: statement.Action.filter((granted) => granted !== this.removedAction),
    }));
    const context = contextOf(resourceTags, requestTags);
    const allowed = allows(statements, { action, resource, context });
    this.calls.push({ role: accessKey, action, resource, allowed });
    return allowed ? undefined : `User: ${accessKey} is not authorized to perform: ${action} on resource: ${resource}`;
  };
}

/** What conditions see of the tags of a resource, and of those that a request sets. */
export function contextOf(resourceTags: Readonly<Record<string, string>>, requestTags?: Readonly<Record<string, string>>): NonNullable<Request['context']> {
  const keyed = (kind: string, tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([key, value]) => [`aws:${kind}/${key}`, value]);
  return {
    ...Object.fromEntries(keyed('ResourceTag', resourceTags)),
    ...requestTags && { ...Object.fromEntries(keyed('RequestTag', requestTags)), 'aws:TagKeys': Object.keys(requestTags) },
  };
}
