import { ImageScanning } from '../src/image-scanning';
import { newStack } from './support/synth';

test('a scan of the test instance is on', () => {
  expect(ImageScanning.testInstance().enabled).toBe(true);
  expect(ImageScanning.testInstance()._render(newStack())).toEqual({ imageScanningEnabled: true });
});

test('no scan is off', () => {
  expect(ImageScanning.disabled().enabled).toBe(false);
  expect(ImageScanning.disabled()._render(newStack(), false)).toEqual({ imageScanningEnabled: false });
});

test('a scan of the test instance is taken with tests', () => {
  expect(ImageScanning.testInstance()._render(newStack(), true)).toEqual({ imageScanningEnabled: true });
});

test('a scan of the test instance is refused without tests', () => {
  expect(() => ImageScanning.testInstance()._render(newStack(), false)).toThrow(new Error(
    'ImageScanningConflict: `imageScanning` must be absent or disabled when `imageTestsEnabled` is false, because the scan runs on the test '
    + 'instance. [Stack]'));
});
