import { createHash } from 'crypto';
import { Annotations, AspectPriority, Aspects, Lazy, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { contentOf } from '../private/content';

const UNSEEN = 'cdk-imagebuilder:unseenByTrigger';

/**
 * A text that changes when something changes that the pipeline builds from, or `extra`.
 *
 * It is worked out when the app is synthesized, after the last change to a resource. What it cannot see is named in a warning on `scope`.
 */
export function contentTrigger(scope: Construct, imagePipelineArn: string, extra?: string): string {
  const content = () => contentOf(scope, imagePipelineArn);
  Aspects.of(scope).add({
    visit: (construct) => {
      const unseen = construct === scope ? content().unseen : [];
      if (unseen.length > 0) {
        Annotations.of(scope).addWarningV2(UNSEEN, `A change of ${unseen.join(', ')} starts no build, because it cannot be seen in the template. `
          + 'Say in `trigger` what is to be built, for example its version.');
      }
    },
  }, { priority: AspectPriority.READONLY });
  const isKnown = !Token.isUnresolved(extra);
  const hash = () => createHash('sha256').update(JSON.stringify([content().hash, isKnown ? extra : undefined])).digest('hex');
  return `${Lazy.uncachedString({ produce: hash })}${isKnown ? '' : `/${extra}`}`;
}
