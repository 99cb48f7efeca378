import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** AWS services that builds in a private network call, besides those that every build calls. */
export interface PrivateBuildNetworkServices {
  /**
   * Whether container images are built: Docker on the build instance pulls and pushes images in Amazon ECR.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
   */
  readonly containers?: boolean;

  /**
   * Whether Amazon Inspector scans test instances, as with `ImageScanning.testInstance()`.
   *
   * The scanner on the instance sends what it found to Amazon Inspector.
   *
   * @default false
   * @see https://docs.aws.amazon.com/inspector/latest/user/inspector-vm-scanner-enabling.html
   */
  readonly testInstanceScans?: boolean;

  /**
   * Other services that components and tests call, for example `ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER`.
   *
   * @default - no other services
   */
  readonly services?: ec2.InterfaceVpcEndpointAwsService[];
}

/** Properties of a private build network. */
export interface PrivateBuildNetworkProps extends PrivateBuildNetworkServices {
  /**
   * The VPC, with DNS hostnames and DNS support enabled.
   *
   * @default - a new VPC with one isolated subnet in one Availability Zone, without internet access, whose flow logs are kept for a year
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of `vpc`, of which the first is used for builds. Endpoints are created in one subnet of each Availability Zone. Requires `vpc`.
   *
   * @default - the isolated subnets of `vpc` if there are any, otherwise the private subnets
   */
  readonly subnetSelection?: ec2.SubnetSelection;

  /**
   * Whether the endpoints that `vpc` lacks are created.
   *
   * With false, which requires `vpc`, synthesis fails if endpoints are missing.
   *
   * @default true
   */
  readonly createEndpoints?: boolean;

  /**
   * Services for which `vpc` has endpoints that this app does not create, for example `ssm`, `ecr.api` or `s3`.
   *
   * Requires `vpc`. The names of services are what the names of their endpoints end with. Endpoints that the app creates before the network need not be named. The
   * deployment fails if there would be two endpoints for one service.
   *
   * @default - only the endpoints of this app are known
   */
  readonly existingEndpoints?: string[];
}
