import { AspectPriority, Aspects, Resource, Stack } from 'aws-cdk-lib';
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
  const walk = walkOncePerSynthesis(scope, stacksOf(scope, network.vpc));
  Dependable.implement(all, {
    get dependencyRoots() {
      const ways = walk();
      return [...endpointsOf(ways, network.vpc), ...routesOf(ways, network.subnet)];
    },
  });
  return all;
}

/** Endpoints and routes of stacks, from the end of the aspects of a synthesis to its validation. */
const FOUND = new WeakMap<Stack, IConstruct[]>();

/**
 * Finds endpoints and routes in stacks, whose constructs are walked once in a synthesis.
 *
 * The CDK asks for them with each dependency of each build, when aspects are done and no construct is created any more. Before and after,
 * constructs can be created between two questions, so that each one walks.
 */
function walkOncePerSynthesis(scope: IConstruct, stacks: readonly Stack[]): () => IConstruct[] {
  let isPrepared = false;
  Aspects.of(scope).add({ visit: () => { isPrepared = true; } }, { priority: AspectPriority.READONLY });
  scope.node.addValidation({
    validate: () => {
      isPrepared = false;
      stacks.forEach((stack) => FOUND.delete(stack));
      return [];
    },
  });
  return () => stacks.flatMap((stack) => {
    const found = FOUND.get(stack) ?? waysIn(stack);
    if (isPrepared) {
      FOUND.set(stack, found);
    }
    return found;
  });
}

/**
 * Warns of instances that cannot reach the services, so that their builds time out: those in an isolated subnet without endpoints and routes.
 *
 * An existing VPC can have endpoints and routes that the app does not show, so its isolated subnets can be chosen without a warning. The app is walked for
 * each configuration in an isolated subnet: there are few, because golden images share theirs, and aspects have no end at which a result could be dropped.
 */
export function warnOfIsolation(scope: IConstruct, network: Network & { readonly isChosen: boolean }): void {
  const { vpc, subnet, isChosen } = network;
  if (!vpc.isolatedSubnets.includes(subnet) || (isChosen && !Resource.isOwnedResource(vpc))) {
    return;
  }
  warnAtSynth(scope, 'cdk-imagebuilder:isolatedSubnet', () => {
    const endpointsFor = endpointsByService(scope, vpc);
    const missing = CALLED_BY_BUILDS.filter((service) => endpointsFor(service).length === 0);
    return missing.length === 0 || routesOf(stacksOf(scope, vpc).flatMap(waysIn), subnet).length > 0 ? undefined
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

/** The stacks of a VPC and of a construct in it. Other stacks may depend on these, so that nothing here can wait for what they hold. */
function stacksOf(scope: IConstruct, vpc: IVpc): Stack[] {
  return [...new Set([Stack.of(vpc), Stack.of(scope)])];
}

/** Endpoints and routes in a stack. */
function waysIn(stack: Stack): IConstruct[] {
  return stack.node.findAll().filter((each) => (CfnVPCEndpoint.isCfnVPCEndpoint(each) || CfnRoute.isCfnRoute(each)) && Stack.of(each) === stack);
}
