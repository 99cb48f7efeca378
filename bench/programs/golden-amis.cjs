const { App, Stack } = require('aws-cdk-lib');

/** Synthesizes as many golden AMIs as the program is asked for, in one stack, and prints what came out. */
exports.synthesize = (make) => {
  const stack = new Stack(new App(), 'GoldenAmis');
  for (let index = 0; index < Number(process.argv[2]); index++) {
    make(stack, `G${index}`);
  }
  const [{ template }] = stack.node.root.synth().stacks;
  process.stdout.write(JSON.stringify({ resources: Object.keys(template.Resources).length, templateBytes: JSON.stringify(template).length }));
};
