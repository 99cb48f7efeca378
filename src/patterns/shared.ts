import { createHash } from 'crypto';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_sns as snsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { GoldenImageOptions } from './golden-image-options';
import { canonical } from '../common/canonical';
import { KnownFact } from '../common/known-facts';
import { identityOf } from '../common/unique';
import { checkNeeds } from '../common/validate';
import { InfrastructureConfiguration } from '../infrastructure/infrastructure-configuration';
import { notifyOfUnprocessedEvents } from '../monitor/alarms';
import { BuildMonitor } from '../monitor/build-monitor';
import { BuildNotification } from '../monitor/build-notification';

/*
 * What golden images of one stack share. A stack has at most 500 resources, and each infrastructure configuration has a role, its policy and a profile.
 * The ids are API: another id would replace resources of users.
 */
const ROOT = 'GoldenImages';

/** The infrastructure configuration of all golden images of a stack with these options. */
export function sharedInfrastructure(scope: Construct, options: GoldenImageOptions): InfrastructureConfiguration {
  const { instanceTypes, network } = options;
  const { vpc, subnetSelection, securityGroups } = network === undefined ? options
    : { vpc: network.vpc, subnetSelection: network.subnetSelection, securityGroups: [network.securityGroup] };
  // The infrastructure configuration refuses these too, but only the first golden image of a stack creates one.
  checkNeeds(scope, ['subnetSelection', subnetSelection], ['vpc', vpc]);
  checkNeeds(scope, ['securityGroups', securityGroups], ['vpc', vpc]);
  const subnet = vpc?.selectSubnets(subnetSelection).subnets[0];
  const differences = [
    instanceTypes?.map((type) => type.toString()), vpc?.node.path, subnet?.node.path, securityGroups?.map(({ node }) => node.path),
  ];
  const isPlain = differences.every((each) => each === undefined);
  const id = `Infrastructure${isPlain ? '' : hashOf(JSON.stringify(differences))}`;
  const root = rootIn(scope);
  return root.node.tryFindChild(id) as InfrastructureConfiguration | undefined
    ?? new InfrastructureConfiguration(root, id, { instanceTypes, vpc, subnetSelection, securityGroups });
}

/** The role with which Image Builder applies the retention of all golden images of a stack. */
export function sharedRetentionRole(scope: Construct): iam.Role {
  const root = rootIn(scope);
  const id = 'RetentionRole';
  return root.node.tryFindChild(id) as iam.Role | undefined
    ?? new iam.Role(root, id, { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
}

/** What golden images have in common that share a monitor, by the monitor. */
const COMMON = new KnownFact<string>();

/**
 * The monitor of all golden images of a stack that notify a topic and have the same of these options.
 *
 * The ID has the topic and a number, and not the options: a monitor whose gate changes keeps its bucket and what it knows of earlier builds.
 */
export function sharedMonitor(scope: Construct, topic: snsRefs.ITopicRef, { gate, logTail = false, details }: GoldenImageOptions): BuildMonitor {
  const root = rootIn(scope);
  const records = details && [identityOf(details.bucket, details.bucket.bucketName), details.prefix];
  const common = JSON.stringify(canonical([{ ...gate }, logTail, records]));
  const base = `Monitor${hashOf(identityOf(topic, topic.topicRef.topicArn))}`;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    const existing = root.node.tryFindChild(id) as BuildMonitor | undefined;
    if (existing === undefined) {
      const monitor = new BuildMonitor(root, id, { notifications: [BuildNotification.email(topic)], gate, logTail, records: details });
      // The topic is also notified if the monitor fails.
      notifyOfUnprocessedEvents(monitor, monitor.deadLetterQueue, topic.topicRef.topicArn);
      COMMON.note(monitor, common);
      return monitor;
    }
    if (COMMON.of(existing) === common) {
      return existing;
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function rootIn(scope: Construct): Construct {
  const stack = Stack.of(scope);
  return stack.node.tryFindChild(ROOT) as Construct | undefined ?? new Construct(stack, ROOT);
}
