import { RemovalPolicy, Token, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { PrivateBuildNetworkProps, PrivateBuildNetworkServices } from './private-build-network-props';
import { Fault, InvalidInputError } from '../common/errors';
import { memoized } from '../common/memoized';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkAtSynth, checkNeeds } from '../common/validate';
import { selectSubnet, zoneOf } from '../infrastructure/network';
import { CALLED_BY_BUILDS, endpointsByService } from '../infrastructure/ways-out';

/*
 * There is no `ec2messages`: Systems Manager prefers `ssmmessages` since version 3.3.40 of its agent, and Regions that were launched in 2024 and later have only that,
 * so that an endpoint for the other would fail the deployment there.
 */
const CALLED_BY_CONTAINER_BUILDS = ['ecr.api', 'ecr.dkr'];
const CALLED_BY_SCANNERS = ['inspector2-telemetry'];

/**
 * A network in which images are built without internet access: VPC endpoints for the AWS services that builds call, and a security group for instances.
 *
 * The network of a `GoldenAmi` or a `GoldenContainerImage` gets the endpoints that the image needs, and builds wait for them. Instances call a service by its
 * default name, and the endpoints accept HTTPS from the VPC only.
 *
 * #### Limitations
 *
 * What is neither in Amazon S3 nor behind an endpoint cannot be reached, as Windows Update and public container registries.
 *
 * @example
 * const network = new PrivateBuildNetwork(this, 'Network');
 * new GoldenAmi(this, 'PrivateWeb', { baseImage: BaseImage.amazonLinux2023(), network });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html
 */
@propertyInjectable
export class PrivateBuildNetwork extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.PrivateBuildNetwork';

  /** The VPC. */
  public readonly vpc: ec2.IVpc;

  /** The subnets of the VPC, of which the first is used for builds. */
  public readonly subnetSelection: ec2.SubnetSelection;

  /** The security group of the instances, without ingress rules, which allows outbound HTTPS. */
  public readonly securityGroup: ec2.SecurityGroup;

  private readonly subnets: ec2.ISubnet[];

  /** The services that builds call. */
  private readonly called = new Set<string>();

  /** The services of the interface endpoints that this construct created. */
  private readonly created: string[] = [];

  constructor(scope: Construct, id: string, private readonly props: PrivateBuildNetworkProps = {}) {
    super(scope, id);
    warnOfUnknownProperties(this, 'PrivateBuildNetworkProps', props);
    const { vpc } = props;
    checkNeeds(this, ['subnetSelection', props.subnetSelection], ['vpc', vpc]);
    checkNeeds(this, ['existingEndpoints', props.existingEndpoints], ['vpc', vpc]);
    checkNeeds(this, ['createEndpoints', props.createEndpoints === false || undefined], ['vpc', vpc]);
    this.vpc = vpc ?? this.createVpc();
    this.checkDns();
    this.subnetSelection = props.subnetSelection ?? (this.vpc.isolatedSubnets.length > 0 ? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } : {});
    this.subnets = selectSubnet(this, this.vpc, this.subnetSelection).selected.subnets;
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.vpc, description: 'Instances on which EC2 Image Builder builds and tests images', allowAllOutbound: false,
    });
    // The addresses of Amazon S3 are public, and the route to its endpoint leads there.
    this.securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS services through the endpoints of the VPC');
    this.reach(CALLED_BY_BUILDS);
    this.addServices(props);
    checkAtSynth(this, () => this.faults());
  }

  /**
   * The security group of the endpoints that this construct creates, which allows HTTPS from the CIDR block of the VPC.
   *
   * The group does not know secondary CIDR blocks of the VPC. Allow them with `addIngressRule()`.
   */
  @memoized
  public get endpointSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc, description: 'VPC endpoints for builds of EC2 Image Builder', allowAllOutbound: false,
    });
    const cidrBlock = this.cidrBlock();
    // Private DNS leads every instance of the VPC here, so that endpoints for the instances of builds alone would cut off the others.
    group.addIngressRule(ec2.Peer.ipv4(cidrBlock), ec2.Port.HTTPS, 'AWS services for the VPC');
    if (Token.isUnresolved(cidrBlock)) {
      Validations.of(group).acknowledge({
        id: 'AwsSolutions::AwsSolutions-EC23', reason: 'The CIDR block of the VPC, which is known at deployment only, is not the whole internet.',
      });
    }
    return group;
  }

  /**
   * The gateway endpoint for Amazon S3, whose policy allows all buckets unless statements are added.
   *
   * Undefined if this construct does not create the endpoint.
   *
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html
   */
  public get s3Endpoint(): ec2.GatewayVpcEndpoint | undefined {
    return this.node.tryFindChild('s3') as ec2.GatewayVpcEndpoint | undefined;
  }

  /**
   * Adds endpoints for AWS services that builds call, unless the VPC has them.
   *
   * @param options the services
   */
  public addServices(options: PrivateBuildNetworkServices): void {
    this.reach(options.containers ? CALLED_BY_CONTAINER_BUILDS : []);
    this.reach(options.testInstanceScans ? CALLED_BY_SCANNERS : []);
    options.services?.forEach((service) => this.reach([service.shortName], service));
  }

  /** Remembers that builds call services, and creates the endpoints that the VPC lacks. */
  private reach(services: string[], given?: ec2.InterfaceVpcEndpointAwsService): void {
    const added = services.filter((service) => !this.called.has(service));
    added.forEach((service) => this.called.add(service));
    if (added.length > 0 && this.props.createEndpoints !== false) {
      this.missing(added).forEach((service) => service === 's3'
        ? this.createS3Endpoint() : this.createEndpoint(given ?? new ec2.InterfaceVpcEndpointAwsService(service)));
    }
  }

  /** The services of a list for which the VPC has no endpoint that is known. */
  private missing(services: string[]): string[] {
    const endpointsFor = endpointsByService(this, this.vpc);
    return services.filter((service) => !this.props.existingEndpoints?.includes(service) && endpointsFor(service).length === 0);
  }

  private createEndpoint(service: ec2.InterfaceVpcEndpointAwsService): void {
    if (this.subnets.some((subnet) => zoneOf(subnet) === undefined)) {
      throw new InvalidInputError({
        prop: 'subnetSelection',
        problem: 'Unresolved',
        rule: 'select subnets whose Availability Zones are known, because an endpoint has at most one subnet in each',
        hint: 'Import subnets with `Subnet.fromSubnetAttributes()` and `availabilityZone`.',
      }, this);
    }
    new ec2.InterfaceVpcEndpoint(this, service.shortName, {
      vpc: this.vpc, subnets: this.subnetSelection, service, privateDnsEnabled: true, open: false, securityGroups: [this.endpointSecurityGroup],
    });
    this.created.push(service.shortName);
  }

  private createS3Endpoint(): void {
    if (this.subnets.some(({ routeTable }) => routeTable.routeTableId === undefined)) {
      throw new InvalidInputError({
        prop: 'vpc',
        problem: 'Unresolved',
        rule: 'have known route tables, which get a route to Amazon S3',
        hint: 'Import the VPC with the IDs of the route tables, or name `s3` in `existingEndpoints`.',
      }, this);
    }
    new ec2.GatewayVpcEndpoint(this, 's3', { vpc: this.vpc, subnets: [this.subnetSelection], service: ec2.GatewayVpcEndpointAwsService.S3 });
  }

  private createVpc(): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(ec2.Vpc.DEFAULT_CIDR_RANGE),
      maxAzs: 1,
      subnetConfiguration: [{ name: 'Build', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    vpc.addFlowLog('FlowLog', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(new LogGroup(this, 'FlowLogs', {
        retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY,
      })),
    });
    return vpc;
  }

  /** The CIDR block of the VPC. The CDK throws where a VPC was imported without. */
  private cidrBlock(): string {
    if (this.props.vpc === undefined) {
      // As a literal, which tools that read the template can judge.
      return ec2.Vpc.DEFAULT_CIDR_RANGE;
    }
    try {
      return this.vpc.vpcCidrBlock;
    } catch {
      throw new InvalidInputError({
        prop: 'vpc',
        problem: 'Unresolved',
        rule: 'have a known CIDR block, from which endpoints accept HTTPS',
        hint: 'Import the VPC with `vpcCidrBlock`, or name its endpoints in `existingEndpoints`.',
      }, this);
    }
  }

  private checkDns(): void {
    const resource = this.vpc.node.defaultChild;
    if (ec2.CfnVPC.isCfnVPC(resource) && [resource.enableDnsHostnames, resource.enableDnsSupport].includes(false)) {
      throw new InvalidInputError({
        prop: 'vpc', problem: 'Conflict', rule: 'enable DNS hostnames and DNS support, without which endpoints have no private DNS',
      }, this);
    }
  }

  private faults(): Fault[] {
    const missing = this.missing([...this.called]);
    const endpointsFor = endpointsByService(this, this.vpc);
    return [
      ...missing.length === 0 ? [] : [{
        prop: 'vpc',
        problem: 'Required' as const,
        rule: `have endpoints for ${missing.join(', ')} when \`createEndpoints\` is false`,
        hint: 'Name endpoints that this app does not create in `existingEndpoints`.',
      }],
      ...this.created.filter((service) => endpointsFor(service).length > 1).map((service) => ({
        prop: 'vpc',
        problem: 'Conflict' as const,
        rule: 'have one endpoint for each service, because private DNS names are unique in a VPC',
        got: service,
        hint: 'Create the other endpoint before the network.',
      })),
    ];
  }
}
