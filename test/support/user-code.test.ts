import { userCode } from './user-code';

test.each([
  ['TypeScript', '/** An app. */\nimport {\n  App,\n} from \'a\';\nimport * as b from \'b\';\n\n// Why\nconst app = new App(); // here\n', ['const app = new App(); // here']],
  ['Python', '"""An app."""\nfrom a import (\n    App,\n)\nfrom b import B\nimport c\n\n\nclass Mine(App):\n    """Mine.\n\n    More.\n    """\n    # Why\n    pass\n', ['class Mine(App):', '    pass']],
  ['Java', 'package p;\n\nimport a.App;\n\n/**\n * An app.\n */\nfinal class Mine extends App {\n}\n', ['final class Mine extends App {', '}']],
  ['Go', 'package main\n\nimport (\n\t"a"\n\tb "c"\n)\n\n// main runs.\nfunc main() {\n}\n', ['func main() {', '}']],
])('of %s', (_, program, lines) => {
  expect(userCode(program)).toEqual(lines);
});
