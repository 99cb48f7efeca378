import { IConstruct } from 'constructs';
import type { ContainerDistribution } from './container-distribution';
import { checkTargetRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkText } from '../common/validate';

/** The distribution of a container image, with the names of the template: CloudFormation's specification has no type for it. */
export function renderContainer(scope: IConstruct, prop: string, region: string, container: ContainerDistribution): unknown {
  const { containerRepository, containerDescription, containerTags } = container;
  checkTargetRegion(scope, `${prop}.region`, region);
  checkText(scope, `${prop}.containerDescription`, containerDescription);
  containerTags?.forEach((tag, index) => checkText(scope, `${prop}.containerTags[${index}]`, tag));
  return omitEmpty({
    Description: containerDescription,
    ContainerTags: containerTags,
    TargetRepository: { Service: containerRepository.service, RepositoryName: containerRepository.repositoryName },
  });
}
