import { Annotations, Token } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { IConstruct } from 'constructs';
import type { ContainerDistribution } from './container-distribution';
import { isRepeated, outputsOfContainer, warnOfOverwritten } from './outputs';
import { accountFaults, checkFaults, checkTargetRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkText } from '../common/validate';

/** The distribution of a container image, with the names of the template: CloudFormation's specification has no type for it. */
export function renderContainer(scope: IConstruct, prop: string, region: string, container: ContainerDistribution): unknown {
  const { containerRepository, containerDescription, containerTags } = container;
  checkTargetRegion(scope, `${prop}.region`, region);
  // The same name can be that of a repository in each Region, but of one account.
  checkFaults(scope, accountFaults(scope, [`${prop}.containerRepository`, containerRepository._repository]));
  checkText(scope, `${prop}.containerDescription`, containerDescription);
  containerTags?.forEach((tag, index) => checkText(scope, `${prop}.containerTags[${index}]`, tag));
  warnOfImmutableTags(scope, prop, container);
  warnOfOverwritten(scope, outputsOfContainer(scope, region, container));
  return omitEmpty({
    Description: containerDescription,
    ContainerTags: containerTags,
    TargetRepository: { Service: containerRepository.service, RepositoryName: containerRepository.repositoryName },
  });
}

/** Warns of tags that more than one image gets, where Amazon ECR refuses the second. */
function warnOfImmutableTags(scope: IConstruct, prop: string, { containerRepository, containerTags = [] }: ContainerDistribution): void {
  const resource = containerRepository._repository.node.defaultChild;
  const repeated = Token.isUnresolved(containerTags) ? undefined : containerTags.find(isRepeated);
  if (repeated !== undefined && CfnRepository.isCfnRepository(resource) && resource.imageTagMutability === 'IMMUTABLE') {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:immutableTags',
      `The tags of \`${prop}.containerRepository\` are immutable, and more than one image gets the tag \`${repeated}\`, so the second build fails. `
      + 'Name tags with `{{ imagebuilder:buildDate }}` only, or make the tags of the repository mutable.');
  }
}
