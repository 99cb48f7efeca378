import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { HAS_WATERMARKS, PLATFORM } from '../common/known-facts';
import { Platform } from '../common/platform';
import { checkAtSynth } from '../common/validate';
import type { AmiDistribution } from '../distribution/ami-distribution';
import { AMI_DISTRIBUTIONS } from '../distribution/targets';

/**
 * Checks at synth that the AMIs of a recipe can be distributed as a distribution configuration says. Builds would fail at their end, after everything
 * else. Distributions may be added until then.
 */
export function checkDistribution(scope: IConstruct, recipe: IConstruct, distribution: IConstruct | undefined): void {
  const amis = AMI_DISTRIBUTIONS.of(distribution);
  const platform = PLATFORM.of(recipe);
  const isWindows = platform === undefined || platform === Platform.WINDOWS;
  if (amis === undefined || (!HAS_WATERMARKS.of(recipe) && isWindows)) {
    return;
  }
  const got = distribution!.node.path;
  checkAtSynth(scope, () => [
    ...HAS_WATERMARKS.of(recipe) && amis.known.some(isPublic) ? [fault({
      rule: 'not make AMIs public, because the recipe gives them watermarks', got, hint: 'Remove `isPublicUserGroup` or `amiWatermarks`.',
    })] : [],
    ...!isWindows && amis.known.some(isFastLaunched) ? [fault({
      rule: `not enable EC2 Fast Launch, which is for Windows, and the base image is for ${platform}`, got, hint: 'Remove `fastLaunchConfigurations`.',
    })] : [],
  ]);
}

function fault(parts: Pick<Fault, 'rule' | 'got' | 'hint'>): Fault {
  return { prop: 'distributionConfiguration', problem: 'Conflict', ...parts };
}

function isPublic({ amiLaunchPermission }: AmiDistribution): boolean {
  return amiLaunchPermission?.isPublicUserGroup ?? false;
}

function isFastLaunched({ fastLaunchConfigurations = [] }: AmiDistribution): boolean {
  return fastLaunchConfigurations.some(({ enabled }) => enabled !== false);
}
