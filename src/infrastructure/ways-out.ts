import { Resource, Stack } from 'aws-cdk-lib';
import { CfnRoute, CfnVPCEndpoint, ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Dependable, IConstruct, IDependable } from 'constructs';
import { warnAtSynth } from '../common/validate';

/** The network of the instances. */
interface Network {
  readonly vpc: IVpc;
  readonly subnet: ISubnet;
}

/** Services that the instances call during a build, as the names of their VPC endpoints end. */
const NEEDED = ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'];

/** Endpoints of the VPC and routes of the subnet, for which a build must wait. They may be created later than the infrastructure configuration. */
export function waysOut(scope: IConstruct, network: Network): IDependable {
  const ways: IDependable = {};
  Dependable.implement(ways, {
    get dependencyRoots() {
      return [...endpointsOf(scope, network), ...routesOf(scope, network)];
    },
  });
  return ways;
}

/**
 * Warns of instances that cannot reach the services, so that their builds time out: those in an isolated subnet without endpoints and routes.
 *
 * An existing VPC can have endpoints and routes that the app does not show, so its isolated subnets can be chosen without a warning.
 */
export function warnOfIsolation(scope: IConstruct, network: Network & { readonly isChosen: boolean }): void {
  const { vpc, subnet, isChosen } = network;
  if (!vpc.isolatedSubnets.includes(subnet) || (isChosen && !Resource.isOwnedResource(vpc))) {
    return;
  }
  warnAtSynth(scope, 'cdk-imagebuilder:isolatedSubnet', () => {
    const endpoints = endpointsOf(scope, network).map(({ serviceName }) => JSON.stringify(Stack.of(scope).resolve(serviceName)));
    const missing = NEEDED.filter((service) => !endpoints.some((name) => name.includes(`.${service}"`)));
    return missing.length === 0 || routesOf(scope, network).length > 0 ? undefined
      : 'The instances are in an isolated subnet, and builds time out unless they reach Systems Manager and Image Builder. Add a NAT gateway, choose other '
      + `subnets with \`subnetSelection\`, or add endpoints to the VPC: ${missing.join(', ')}.`;
  });
}

function endpointsOf(scope: IConstruct, { vpc }: Network): CfnVPCEndpoint[] {
  return near(scope, vpc).filter((each) => CfnVPCEndpoint.isCfnVPCEndpoint(each)).filter(({ vpcId }) => vpcId === vpc.vpcId);
}

function routesOf(scope: IConstruct, { vpc, subnet }: Network): CfnRoute[] {
  return near(scope, vpc).filter((each) => CfnRoute.isCfnRoute(each)).filter(({ routeTableId }) => routeTableId === subnet.routeTable.routeTableId);
}

/** The constructs in the stacks of the VPC and of a construct in it. Other stacks may depend on these, so that nothing here can wait for them. */
function near(scope: IConstruct, vpc: IVpc): IConstruct[] {
  const stacks = new Set([Stack.of(vpc), Stack.of(scope)]);
  return [...stacks].flatMap((stack) => stack.node.findAll().filter((each) => Stack.of(each) === stack));
}
