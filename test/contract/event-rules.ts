import { ReportStack } from './report-stack';
import { ServiceEvent } from '../simulator';

/** The part of event patterns that this library writes: members, and lists of values of which one is met, exactly or by its beginning. */
type Pattern = { readonly [member: string]: Pattern | readonly (string | { readonly prefix: string })[] };

/** Patterns of the rules of a stack, as EventBridge sees them after deployment. Rules on a schedule have none. */
export function patternsIn({ template, values }: ReportStack): Pattern[] {
  const rules = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
  return rules.map(({ Properties }) => Properties!.EventPattern).filter((pattern) => pattern !== undefined)
    .map((pattern) => values.resolve(pattern) as Pattern);
}

/** Whether EventBridge invokes the target of a rule. A rule invokes once, and two rules that match invoke twice. */
export function matches(pattern: Pattern, event: ServiceEvent): boolean {
  return isMet(pattern, event as unknown as Readonly<Record<string, unknown>>);
}

function isMet(pattern: Pattern, value: Readonly<Record<string, any>> | undefined): boolean {
  return Object.entries(pattern).every(([member, wanted]) => {
    const actual = value?.[member];
    if (!Array.isArray(wanted)) return isMet(wanted as Pattern, actual);
    const texts: unknown[] = Array.isArray(actual) ? actual : [actual];
    return texts.some((text) => wanted.some((one) => typeof one === 'string' ? text === one : typeof text === 'string' && text.startsWith(one.prefix)));
  });
}
