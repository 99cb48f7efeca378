import { App, Stack } from 'aws-cdk-lib';
import { GoldenAmi, GoldenAmiProps, GoldenContainerImage, GoldenContainerImageProps } from '../../src';

const newStack = () => new Stack(new App(), 'Images', { env: { account: '111122223333', region: 'eu-central-1' } });
/** Stands for any value: what is given twice is refused before it is used. */
const GIVEN = {} as never;

/** What makes a part has no effect where users give their own part. */
const AMI: Partial<Record<keyof GoldenAmiProps, (keyof GoldenAmiProps)[]>> = {
  recipe: ['baseImage', 'components', 'blockDevices', 'imageName'],
  infrastructureConfiguration: ['instanceTypes'],
  distributionConfiguration: [
    'regions', 'accounts', 'organizationArns', 'organizationalUnitArns', 'encryptionKey', 'regionalEncryptionKeys', 'amiName', 'launchTemplates',
  ],
};
const CONTAINER: Partial<Record<keyof GoldenContainerImageProps, (keyof GoldenContainerImageProps)[]>> = {
  recipe: ['baseImage', 'components', 'dockerfile', 'imageName'],
  distributionConfiguration: ['imageTags', 'furtherDistributions'],
};
const pairsOf = (parts: object) => Object.entries(parts).flatMap(([own, others]) => others.map((other: string) => [own, other]));

test.each(pairsOf(AMI))('a golden AMI has no %s of its own and %s', (own, other) => {
  const base = own === 'recipe' ? {} : { baseImage: GIVEN };
  expect(() => new GoldenAmi(newStack(), 'Web', { ...base, [own]: GIVEN, [other]: GIVEN }))
    .toThrow(`\`${other}\` must be absent when \`${own}\` is given. [Images/Web]`);
});

test.each(pairsOf(CONTAINER))('a golden container image has no %s of its own and %s', (own, other) => {
  const base = own === 'recipe' ? {} : { baseImage: GIVEN };
  const given = other === 'imageTags' ? ['latest'] : GIVEN;
  expect(() => new GoldenContainerImage(newStack(), 'Web', { ...base, [own]: GIVEN, [other]: given }))
    .toThrow(`\`${other}\` must be absent when \`${own}\` is given. [Images/Web]`);
});
