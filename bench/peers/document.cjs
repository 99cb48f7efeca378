/** What every side builds: one component with one step, on Amazon Linux 2023. */
exports.COMMANDS = ['dnf -y update'];
exports.DOCUMENT = {
  schemaVersion: '1.0', phases: [{ name: 'build', steps: [{ name: 'Harden', action: 'ExecuteBash', inputs: { commands: exports.COMMANDS } }] }],
};
exports.YAML = `schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteBash
        inputs:
          commands:
            - dnf -y update
`;
exports.PARENT_IMAGE = { service: 'imagebuilder', account: 'aws', resource: 'image', resourceName: 'amazon-linux-2023-x86/x.x.x' };
exports.AMI_NAME = 'golden-{{ imagebuilder:buildDate }}';
