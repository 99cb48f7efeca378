import * as ecr from 'aws-cdk-lib/aws-ecr';

/**
 * A repository for the container images that Image Builder builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html
 *
 * @example
 * const repository = Repository.fromEcr(new ecr.Repository(this, 'Golden', { imageScanOnPush: true }));
 */
export class Repository {
  /**
   * A repository in Amazon ECR. The repository must exist, because Image Builder does not create it.
   *
   * @param repository repository in the account and Region of the recipe
   */
  public static fromEcr(repository: ecr.IRepository): Repository {
    return new Repository(repository.repositoryName, 'ECR', repository);
  }

  private constructor(
    /** The name of the repository. */
    public readonly repositoryName: string,
    /** The service of the repository, as CloudFormation spells it. */
    public readonly service: string,
    private readonly repository: ecr.IRepository,
  ) {}

  /** @internal */
  public get _repository(): ecr.IRepository {
    return this.repository;
  }
}
