import { Resource, Stack } from 'aws-cdk-lib';
import { CfnRoute, CfnVPCEndpoint, ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Dependable, IConstruct, IDependable } from 'constructs';
import { warnAtSynth } from '../common/validate';

/** The network of the instances. */
interface Network {
  readonly vpc: IVpc;
  readonly subnet: ISubnet;
}

/** Services that the instances call during every build, as the names of their VPC endpoints end. */
export const CALLED_BY_BUILDS = ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'];

/** Endpoints of the VPC and routes of the subnet, for which a build must wait. They may be created later than the infrastructure configuration. */
export function waysOut(scope: IConstruct, network: Network): IDependable {
  const all: IDependable = {};
  Dependable.implement(all, {
    get dependencyRoots() {
      const ways = near(scope, network.vpc);
      return [...endpointsOf(ways, network.vpc), ...routesOf(ways, network.subnet)];
    },
  });
  return all;
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
    const endpointsFor = endpointsByService(scope, vpc);
    const missing = CALLED_BY_BUILDS.filter((service) => endpointsFor(service).length === 0);
    return missing.length === 0 || routesOf(near(scope, vpc), subnet).length > 0 ? undefined
      : 'The instances are in an isolated subnet, and builds time out unless they reach Systems Manager and Image Builder. Add a NAT gateway, choose other '
      + `subnets with \`subnetSelection\`, or add endpoints to the VPC, as \`PrivateBuildNetwork\` does: ${missing.join(', ')}.`;
  });
}

/**
 * Finds the endpoints of a VPC for a service, in all stacks of the app.
 *
 * An endpoint without private DNS is none, because the instances call services by their default names.
 */
export function endpointsByService(scope: IConstruct, vpc: IVpc): (service: string) => CfnVPCEndpoint[] {
  const endpoints = endpointsOf(scope.node.root.node.findAll(), vpc).filter(({ privateDnsEnabled }) => privateDnsEnabled !== false)
    // The end of the name is text also where the Region is a token. Endpoints of single resources have no service.
    .map((endpoint) => ({ endpoint, name: JSON.stringify(Stack.of(endpoint).resolve(endpoint.serviceName) ?? '') }));
  return (service) => endpoints.filter(({ name }) => name.includes(`.${service}"`)).map(({ endpoint }) => endpoint);
}

function endpointsOf(constructs: IConstruct[], vpc: IVpc): CfnVPCEndpoint[] {
  return constructs.filter((each) => CfnVPCEndpoint.isCfnVPCEndpoint(each)).filter(({ vpcId }) => vpcId === vpc.vpcId);
}

function routesOf(constructs: IConstruct[], subnet: ISubnet): CfnRoute[] {
  return constructs.filter((each) => CfnRoute.isCfnRoute(each)).filter(({ routeTableId }) => routeTableId === subnet.routeTable.routeTableId);
}

/** Endpoints and routes in the stacks of the VPC and of a construct in it. Other stacks may depend on these, so that nothing here can wait for them. */
function near(scope: IConstruct, vpc: IVpc): IConstruct[] {
  const stacks = new Set([Stack.of(vpc), Stack.of(scope)]);
  return [...stacks].flatMap((stack) => stack.node.findAll()
    .filter((each) => (CfnVPCEndpoint.isCfnVPCEndpoint(each) || CfnRoute.isCfnRoute(each)) && Stack.of(each) === stack));
}
