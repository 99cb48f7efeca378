import { Repository } from '../recipe/repository';

/** The distribution of a container image to one Region. */
export interface ContainerDistribution {
  /**
   * The repository in the Region of the distribution to which the container image is pushed.
   *
   * The repository must exist, because Image Builder does not create repositories.
   */
  readonly containerRepository: Repository;

  /**
   * The Region to which the container image is distributed.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * The description of the distribution, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly containerDescription?: string;

  /**
   * Tags of the container image in the repository, for example `latest` or `{{ imagebuilder:buildVersion }}`.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly containerTags?: string[];
}
