import { Repository } from '../recipe/repository';

/** What becomes of a container in one Region. */
export interface ContainerDistribution {
  /** The repository, of the Region to which the container is distributed. It has to exist: the service makes none. */
  readonly containerRepository: Repository;

  /**
   * The Region.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * Description of the distribution.
   *
   * @default - it has none
   */
  readonly containerDescription?: string;

  /**
   * Tags of the container in the repository.
   *
   * @default - the tags that the service sets itself
   */
  readonly containerTags?: string[];
}
