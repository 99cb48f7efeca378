import { Lazy, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { User } from 'aws-cdk-lib/aws-iam';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { ImageArchitecture, Platform } from '../../src/common/platform';
import { Image } from '../../src/pipeline/image';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { newStack, statementsOf } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
const repository = Repository.fromRepositoryName(stack, 'Repository', 'base');
const imageArn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.2.3/4';
const digest = `sha256:${'0a'.repeat(32)}`;
const uri = { 'Fn::Join': ['', ['123456789012.dkr.ecr.eu-central-1.', { Ref: 'AWS::URLSuffix' }, '/base:1.0']] };

test.each<[string, BaseContainerImage, unknown]>([
  ['Docker Hub', BaseContainerImage.fromDockerHub('amazonlinux', 'latest'), 'amazonlinux:latest'],
  ['Docker Hub by digest', BaseContainerImage.fromDockerHub('amazonlinux', digest), `amazonlinux@${digest}`],
  ['Docker Hub by a tag that only begins like a digest', BaseContainerImage.fromDockerHub('amazonlinux', 'sha256-0a'), 'amazonlinux:sha256-0a'],
  ['ECR', BaseContainerImage.fromEcr(repository, '1.0'), uri],
  ['ECR Public', BaseContainerImage.fromEcrPublic('docker', 'library/alpine', '3'), 'public.ecr.aws/docker/library/alpine:3'],
  ['an imported image', BaseContainerImage.fromImage(Image.fromImageArn(newStack(), 'Image', imageArn)), imageArn],
  ['an image, as it says itself', Image.fromImageArn(newStack(), 'Image', imageArn).toContainerBaseImage(), imageArn],
  ['any other text', BaseContainerImage.fromString('whatever'), 'whatever'],
  ['a token as tag', BaseContainerImage.fromDockerHub('amazonlinux', Lazy.string({ produce: () => 'later' })), 'amazonlinux:later'],
])('%s', (_, base, expected) => {
  expect(stack.resolve(base.image)).toEqual(expected);
  expect([base.platform, base.architecture]).toEqual([undefined, undefined]);
});

test('an L1 image is used in its build', () => {
  const image = new CfnImage(stack, 'Image');
  expect(stack.resolve(BaseContainerImage.fromImage(image).image)).toEqual(stack.resolve(image.ref));
});

test.each([
  ['amazon-linux-2023-x86-2023', Platform.LINUX, ImageArchitecture.X86_64],
  ['windows-server-2019-x86-core-ltsc2019-amd64', Platform.WINDOWS, ImageArchitecture.X86_64],
])('the Amazon-managed image %s is for %s and %s', (name, platform, architecture) => {
  const base = BaseContainerImage.amazonManaged(name, { imageVersion: '1.x.x' });
  expect(JSON.stringify(stack.resolve(base.image))).toContain(`:aws:image/${name}/1.x.x`);
  expect([base.platform, base.architecture]).toEqual([platform, architecture]);
});

const options = { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 };
test.each([
  BaseContainerImage.fromDockerHub('a', 'b', options),
  BaseContainerImage.fromEcr(repository, 'a', options),
  BaseContainerImage.fromEcrPublic('a', 'b', 'c', options),
  BaseContainerImage.fromImage(new CfnImage(newStack(), 'Image'), options),
  BaseContainerImage.fromString('any', options),
])('platform and architecture can be told', (base) => {
  expect([base.platform, base.architecture]).toEqual([Platform.WINDOWS, ImageArchitecture.X86_64]);
});

const RULE = '`tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits';
test.each([
  [() => BaseContainerImage.fromDockerHub('', 'x'), 'RepositoryMalformed: `repository` must be 1 to 1024 characters long, got: \'\'.'],
  [() => BaseContainerImage.fromEcrPublic('', 'b', 'c'), 'RegistryAliasMalformed: `registryAlias` must be 1 to 1024 characters long, got: \'\'.'],
  [() => BaseContainerImage.fromEcrPublic('a', '', 'c'), 'RepositoryNameMalformed: `repositoryName` must be 1 to 1024 characters long, got: \'\'.'],
  [() => BaseContainerImage.fromString(''), 'ParentImageMalformed: `parentImage` must be 1 to 1024 characters long, got: \'\'.'],
  [() => BaseContainerImage.fromDockerHub('a', ''), `TagMalformed: ${RULE}, got: ''.`],
  [() => BaseContainerImage.fromDockerHub('a', '-x'), `TagMalformed: ${RULE}, got: '-x'.`],
  [() => BaseContainerImage.fromDockerHub('a', 'x'.repeat(129)), `TagMalformed: ${RULE}, got: '${'x'.repeat(119)}....`],
  [() => BaseContainerImage.fromDockerHub('a', 'sha256:12'), `TagMalformed: ${RULE}, got: 'sha256:12'.`],
])('malformed ones are refused', (make, message) => {
  expect(make).toThrow(new Error(message));
});

test('a tag of 128 characters passes', () => {
  expect(() => BaseContainerImage.fromDockerHub('a', 'x'.repeat(128))).not.toThrow();
});

test.each([
  [(own: Stack) => BaseContainerImage.fromDockerHub(own.stackName, 'b'), false],
  [(own: Stack) => BaseContainerImage.fromEcr(new Repository(own, 'Repository'), 'b'), true],
])('pulling is a permission of images in ECR only', (make, isPermission) => {
  const own = newStack();
  make(own)._grantPull(new User(own, 'User'));
  expect(JSON.stringify(statementsOf(own)).includes('ecr:GetDownloadUrlForLayer')).toBe(isPermission);
});
