import { writtenParameters } from './parameters';
import { Scenario } from './scenario';
import { ACCOUNT, createStack, TestService } from './testing';
import { IMAGE, Session } from './testing-http';

const OTHER = '444455556666';

/** Builds of a pipeline whose distribution writes these parameters, and what has been written after so many seconds. */
function service(scenario: Scenario, distributions: object[], builds: number) {
  const made = new TestService(scenario);
  const { distributionConfigurationArn, imageRecipeArn, infrastructureConfigurationArn } = createStack(made);
  made.do('UpdateDistributionConfiguration', { distributionConfigurationArn, distributions });
  const arns = Array.from({ length: builds }, () =>
    made.do('CreateImage', { imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn }).imageBuildVersionArn as string);
  const written = (seconds: number) => {
    made.clock.advance(seconds);
    return writtenParameters(made.store.allEverBuilt(), made.clock.now());
  };
  return { made, arns, written };
}

const HOME = { region: 'eu-west-1', amiDistributionConfiguration: {}, ssmParameterConfigurations: [{ parameterName: '/golden/ami', dataType: 'aws:ec2:image' }] };

test('a parameter has the AMI of its Region and account when the build is over', () => {
  const abroad = {
    region: 'eu-central-1',
    amiDistributionConfiguration: { targetAccountIds: [OTHER] },
    ssmParameterConfigurations: [{ parameterName: '/theirs', amiAccountId: OTHER }],
  };
  const { made, arns: [imageArn], written } = service({}, [HOME, abroad], 1);
  expect(written(900)).toEqual([]);
  const parameters = written(400);
  const { amis } = made.do('GetImage', { imageBuildVersionArn: imageArn }).image.outputResources;
  expect(parameters).toEqual([
    { accountId: ACCOUNT, region: 'eu-west-1', name: '/golden/ami', value: amis[0].image, dataType: 'aws:ec2:image', imageArn },
    { accountId: OTHER, region: 'eu-central-1', name: '/theirs', value: amis[1].image, dataType: 'text', imageArn },
  ]);
});

test('the build that ends last has written last, and a deleted image leaves what it has written', () => {
  const { made, arns, written } = service({ builds: [{ durations: { building: 2000 } }, {}] }, [HOME], 2);
  expect(written(1300).map(({ imageArn }) => imageArn)).toEqual([arns[1]]);
  expect(written(1500).map(({ imageArn }) => imageArn)).toEqual([arns[1], arns[0]]);
  made.do('DeleteImage', { imageBuildVersionArn: arns[0] });
  expect(written(0).map(({ imageArn }) => imageArn)).toEqual([arns[1], arns[0]]);
});

test('a build that fails writes nothing, nor does a seeded image', async () => {
  expect(service({ builds: [{ test: { failStep: {} } }] }, [HOME], 1).written(3000)).toEqual([]);
  const session = new Session();
  await session.start();
  expect(session.simulator.resources()).toEqual([IMAGE]);
  expect(await (await fetch(`${session.simulator.url}/_sim/parameters`)).json()).toEqual([]);
  await session.stop();
});
