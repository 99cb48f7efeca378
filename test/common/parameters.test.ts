import { parameterFaults } from '../../src/common/parameters';

const declared = { Package: { isRequired: true }, Version: { isRequired: true }, Mode: { isRequired: false } };
const unsupported = (got: string, names: string) => (
  { prop: 'parameters', problem: 'Unsupported', rule: `name parameters of the component (${names})`, got }
);
const required = (name: string) => ({ prop: 'parameters', problem: 'Required', rule: `set \`${name}\`, which has no default value` });

test.each([
  ['all that there are', declared, ['Package', 'Version', 'Mode'], []],
  ['those without a default', declared, ['Version', 'Package'], []],
  ['none of which nothing is known', undefined, ['Anything'], []],
  ['none of none', {}, [], []],
  ['two that are not declared', { Mode: { isRequired: false } }, ['mode', 'Mode', 'Mood'], [unsupported('mode', 'Mode'), unsupported('Mood', 'Mode')]],
  ['one of none', {}, ['Mood'], [unsupported('Mood', 'it has none')]],
  ['too few', declared, ['Mode'], [required('Package'), required('Version')]],
  ['others', declared, ['package', 'Version'], [unsupported('package', 'Package, Version, Mode'), required('Package')]],
])('%s', (_, known, given, faults) => {
  expect(parameterFaults('parameters', 'component', known, given)).toEqual(faults);
});
