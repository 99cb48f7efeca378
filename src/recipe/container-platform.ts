import { IConstruct } from 'constructs';
import type { ContainerRecipeProps } from './container-recipe-props';
import { InvalidInputError } from '../common/errors';
import { Platform } from '../common/platform';

/** The operating system family of a container recipe, if it is known. Refuses families that do not fit, and what Image Builder demands to be told. */
export function platformOfContainer(
  scope: IConstruct, { platform: given, osVersion, baseImage }: Pick<ContainerRecipeProps, 'platform' | 'osVersion' | 'baseImage'>,
): Platform | undefined {
  const refuse = (prop: string, problem: 'Conflict' | 'Required' | 'Unsupported', rule: string, got?: string) => {
    throw new InvalidInputError({ prop, problem, rule, got }, scope);
  };
  const platform = given ?? osVersion?.platform ?? baseImage.platform;
  const other = [osVersion?.platform, baseImage.platform].find((each) => each !== undefined && each !== platform);
  if (other !== undefined) {
    refuse('platform', 'Conflict', `be ${other}, like the operating system version and the base image`, platform);
  }
  if (platform === Platform.MACOS) {
    refuse('platform', 'Unsupported', 'be Linux or Windows, because containers run on nothing else', platform);
  }
  if (platform === undefined && baseImage._needsPlatform) {
    refuse('platform', 'Required', 'be given for an image of Amazon ECR, because the service cannot tell it');
  }
  if (platform === Platform.WINDOWS && baseImage._needsPlatform && osVersion?.name === undefined) {
    refuse('osVersion', 'Required', 'name a version of Windows for an image of Amazon ECR, because the service cannot tell it');
  }
  return platform;
}
