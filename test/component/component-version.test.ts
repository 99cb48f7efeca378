import { ComponentVersion } from '../../src/component/component-version';

test('a component version is fixed', () => {
  expect(ComponentVersion.of('1.2.3').version).toBe('1.2.3');
});

test.each(['1.0.x', 'v1-beta'])('a component version is not %p', (version) => {
  expect(() => ComponentVersion.of(version)).toThrow(new Error(
    `ComponentVersionMalformed: \`componentVersion\` must have three numbers, as in \`1.0.0\`, got: '${version}'.`));
});
