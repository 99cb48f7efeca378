/**
 * `node main.cjs <side> <form> <count>`: constructs and synthesizes as many of the form, 60 a stack, and prints what the process took.
 * With a count of 0 nothing but the imports is done.
 */
const [side, form, count] = process.argv.slice(2);
const { App, Stack } = require('aws-cdk-lib');
const { TokenMap } = require(`${require.resolve('aws-cdk-lib').slice(0, -'index.js'.length)}core/lib/private/token-map.js`);

const MOST_IN_A_STACK = 60;
const loadedBefore = Object.keys(require.cache).length;
const make = require(`./${side}.cjs`)[form];
const app = new App();
const tokensBefore = TokenMap.instance().stringTokenMap.size;
let stack;
for (let index = 0; index < Number(count); index++) {
  stack = index % MOST_IN_A_STACK === 0 ? new Stack(app, `Stack${index}`) : stack;
  make(stack, `P${index}`);
}
const tokens = TokenMap.instance().stringTokenMap.size - tokensBefore;
const stacks = Number(count) === 0 ? [] : app.synth().stacks;
const usage = process.cpuUsage();
const templates = stacks.map(({ template }) => template);
const live = () => {
  global.gc();
  return process.memoryUsage().heapUsed;
};
process.stdout.write(JSON.stringify({
  milliseconds: (usage.user + usage.system) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  liveMegabytes: global.gc ? live() / 1e6 : undefined,
  tokens,
  modules: Object.keys(require.cache).length - loadedBefore,
  resources: templates.reduce((sum, template) => sum + Object.keys(template.Resources).length, 0),
  templateBytes: templates.reduce((sum, template) => sum + JSON.stringify(template).length, 0),
}));
