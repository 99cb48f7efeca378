import { arn, startBuild, TestService } from '../testing';

const COLLECTED = 300;
const packagesOf = (service: TestService, image: string, input = {}) => service.do('ListImagePackages', { imageBuildVersionArn: image, ...input });
const names = (service: TestService, image: string): string[] =>
  packagesOf(service, image).imagePackageList.map(({ packageName }: { packageName: string }) => packageName);

test('packages are listed when metadata has been collected, and not before', () => {
  const service = new TestService();
  const image = startBuild(service, {}, 60);
  expect(names(service, image)).toEqual([]);
  service.clock.advance(COLLECTED);
  expect(names(service, image)).toEqual(['bash', 'glibc', 'kernel', 'openssl']);
});

test('an image without enhanced metadata, or whose build failed before it was collected, has none', () => {
  const without = new TestService();
  expect(names(without, startBuild(without, { enhancedImageMetadataEnabled: false }, 1300))).toEqual([]);
  const failed = new TestService({ builds: [{ build: { failStep: { name: 'ApplyBuildComponents' } } }] });
  expect(names(failed, startBuild(failed, {}, 1300))).toEqual([]);
});

test('the scenario says which, and they come in pages', () => {
  const packages = [{ name: 'a', version: '1' }, { name: 'b' }, { name: 'c', version: '3' }];
  const service = new TestService({ builds: [{ packages }], pageSize: 2 });
  const image = startBuild(service, {}, 1300);
  const { imagePackageList, nextToken } = packagesOf(service, image);
  expect(imagePackageList).toEqual([{ packageName: 'a', packageVersion: '1' }, { packageName: 'b' }]);
  expect(packagesOf(service, image, { nextToken })).toEqual({ imagePackageList: [{ packageName: 'c', packageVersion: '3' }] });
  expect(service.refusal('ListImagePackages', { imageBuildVersionArn: image, nextToken: 'x' })).toContain('InvalidPaginationTokenException');
});

test('seeded images have the packages of the scenario', () => {
  const image = arn('image/golden/1.0.0/1');
  const service = new TestService({ seed: { images: [{ arn: image, packages: [{ name: 'bash' }] }, { arn: arn('image/golden/1.0.0/2') }] } });
  expect([names(service, image), names(service, arn('image/golden/1.0.0/2'))]).toEqual([['bash'], []]);
  expect(service.refusal('ListImagePackages', { imageBuildVersionArn: arn('image/golden/1.0.0/3') })).toContain('ResourceNotFoundException');
});
