import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { checkAtSynth } from '../common/validate';
import { AMI_DISTRIBUTIONS } from '../distribution/targets';

/** Checks at synth that no AMI with a watermark is made public, which Amazon EC2 refuses. Distributions may be added until then. */
export function checkWatermarkedAmis(scope: IConstruct, distribution: IConstruct | undefined): void {
  checkAtSynth(scope, () => publicFaults(distribution));
}

function publicFaults(distribution: IConstruct | undefined): Fault[] {
  const isPublic = AMI_DISTRIBUTIONS.of(distribution)?.known.some(({ amiLaunchPermission }) => amiLaunchPermission?.isPublicUserGroup) ?? false;
  return isPublic ? [{
    prop: 'distributionConfiguration',
    problem: 'Conflict',
    rule: 'not make AMIs public, because the recipe gives them watermarks',
    got: distribution!.node.path,
    hint: 'Remove `isPublicUserGroup` or `amiWatermarks`.',
  }] : [];
}
