import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { BuildMonitor } from '../../src/monitor/build-monitor';
import { BuildMonitorProps } from '../../src/monitor/build-monitor-props';
import { MonitorSource } from '../../src/monitor/monitor-source';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { SeverityGate } from '../../src/pipeline/severity-gate';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack, warningsOf } from '../support/synth';

const gate = SeverityGate.atMost({ critical: 0 });
const amis = (stack: Stack, imageScanning?: ImageScanning) => new ImagePipeline(stack, 'Amis', {
  recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }), imageScanning,
});
const containers = (stack: Stack, imageScanning?: ImageScanning) => new ImagePipeline(stack, 'Containers', {
  recipe: new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'), targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden')),
  }),
  imageScanning,
});
const warningOf = (path: string) => `The images of ${path} are not scanned, so there are no counts that the gate of the monitor can evaluate. Set \`imageScanning\` of `
  + 'the pipeline, or for AMIs `rejudge` of the monitor. [ack: cdk-imagebuilder:gateWithoutScan]';

describe('a gate of a monitor', () => {
  test.each<[string, (stack: Stack) => ImagePipeline, BuildMonitorProps, string[]]>([
    ['AMIs that nothing scans', amis, { gate }, [warningOf('Stack/Amis')]],
    ['AMIs that are not scanned on purpose', (stack) => amis(stack, ImageScanning.disabled()), { gate }, [warningOf('Stack/Amis')]],
    ['AMIs that are scanned', (stack) => amis(stack, ImageScanning.onDemandAmi()), { gate }, []],
    ['AMIs that the monitor scans', amis, { gate, rejudge: {} }, []],
    ['AMIs, without a gate', amis, {}, []],
    ['containers that nothing scans', containers, { gate, rejudge: {} }, [warningOf('Stack/Containers')]],
    ['containers that are scanned', (stack) => containers(stack, ImageScanning.container()), { gate }, []],
    ['an import', (stack) => ImagePipeline.fromImagePipelineName(stack, 'Import', 'golden') as ImagePipeline, { gate }, []],
  ])('for %s', (_, make, props, warnings) => {
    const [given, added] = [newStack(), newStack()];
    new BuildMonitor(given, 'Monitor', { ...props, source: MonitorSource.pipelines([make(given)]) });
    new BuildMonitor(added, 'Monitor', props).addPipelines(make(added));
    expect([given, added].map(warningsOf)).toEqual([warnings, warnings]);
  });

  test('for pipelines by their ARNs, and for the account, is not warned of', () => {
    const stack = newStack();
    new BuildMonitor(stack, 'ByArn', { gate, source: MonitorSource.pipelineArns([stack.formatArn({ service: 'imagebuilder', resource: 'image-pipeline', resourceName: 'golden' })]) });
    new BuildMonitor(stack, 'Account', { gate, source: MonitorSource.account() });
    expect(warningsOf(stack)).toEqual([]);
  });
});
